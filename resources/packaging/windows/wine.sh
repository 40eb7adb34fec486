# shellcheck shell=bash
# Sourced by build and test: a Windows to build and try in, made by Wine and thrown away afterwards.

# Debian's wine64 is on no search path.
for wine in wine64 /usr/lib/wine/wine64 wine ''; do
  [ -n "$wine" ] && wine=$(command -v "$wine") && break
done
wineserver=
for candidate in wineserver "${wine%/*}/wineserver" /usr/lib/wine/wineserver64; do
  [ -n "$wine" ] && wineserver=$(command -v "$candidate") && break
done

# new_windows FOLDER: makes it, with nothing of this person's home in it. One library of Windows 10 that Wine 8 lacks and Qt asks for
# is put among those of the system, never beside the program.
new_windows() {
  mkdir -p "$1/home"
  export WINEPREFIX=$1/windows HOME=$1/home WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=d'
  DISPLAY='' windows wineboot -i >/dev/null 2>&1   # Wine misses its part for 32 bits aloud; nothing here does
  DISPLAY='' windows winecfg -v win10 >/dev/null   # Debian's Wine is Windows 7 until it is told
  c=$WINEPREFIX/drive_c
  [ -e "$c/windows/system32/icuuc.dll" ] ||
    x86_64-w64-mingw32-gcc -shared -O1 -s -Wall -o "$c/windows/system32/icuuc.dll" resources/packaging/windows/icuuc.c
  "$wineserver" -w       # its desktop, which lingers, knows no screen: windows would lie on it that nobody sees and nothing closes
  "$wineserver" -p1800   # else it goes down after each program, and each one begins while it does: two seconds, and a race
  DISPLAY='' "$wine" cmd /c exit </dev/null >/dev/null 2>&1   # what stays up in the background holds no pipe of ours
}

# windows PROGRAM...: runs it there. It gets pipes: a file as its output, or no input, is more than Python's start there can take. When
# it returns all that was said has arrived, complaints too, unless what goes on in the background holds them open.
windows() {
  local status=0 complaints
  { timeout 900 "$wine" "$@" </dev/null 2>&3 3>&- | cat 3>&-; } 3> >(exec cat >&2) || status=$?
  complaints=$!
  for _ in {1..20}; do
    kill -0 "$complaints" 2>/dev/null || break
    sleep 0.1
  done
  return "$status"
}

end_windows() {
  [ -z "${WINEPREFIX:-}" ] || "$wineserver" -k || true   # all that still runs in it
}
