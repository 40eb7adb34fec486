#!/bin/sh
# Installs Switchback for one user, without root and without a network; see help() for its options. It is what the self-extracting
# switchback-VERSION.run starts once it has unpacked itself, and lies in the installed folder as uninstall.sh.
#
# Everything that can be checked is checked before anything is changed. The new version is unpacked beside the old one and started once
# before it takes the other's place by renaming, entry by entry: what a user keeps in the folder (portable.txt, switchback-data) is never
# moved. Status: 0 done, 2 a wrong option, 3 refused and nothing changed, 4 the new version did not start and was taken away again.
set -eu
umask 022

here=$(cd "$(dirname "$0")" && pwd)
home=${HOME:?"HOME is not set"}
data=${XDG_DATA_HOME:-$home/.local/share}
case $data in /*) ;; *) data=$home/.local/share ;; esac
link=$home/.local/bin/switchback
list=installed-files # in the installed folder: what of it is ours, and what we put elsewhere
most_seconds=120     # for the first start, on a slow disk

help() {
  cat <<END
Switchback for one user: no root, no network.

  sh switchback-VERSION.run                 install, or put a newer version in the place of an older one
  sh switchback-VERSION.run --target DIR    install into DIR (else ~/.local/lib/switchback)
  sh switchback-VERSION.run --uninstall     take Switchback away again; your data stays
  sh switchback-VERSION.run --check         look whether the file is whole

Your data is in ~/.local/share/switchback and is touched by none of these.
END
}

# Where it was double-clicked there is no terminal to read from.
show() {
  [ ! -t 1 ] && [ ! -t 2 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 0
  if command -v zenity >/dev/null; then
    zenity "--$1" --title=Switchback --text="$2" >/dev/null 2>&1 || :
  elif command -v kdialog >/dev/null; then
    case $1 in error) kdialog --title Switchback --error "$2" ;; *) kdialog --title Switchback --msgbox "$2" ;; esac >/dev/null 2>&1 || :
  elif command -v xmessage >/dev/null; then
    xmessage "$2" >/dev/null 2>&1 || :
  fi
}
refuse() {
  printf '%s\n' "$1" "Nothing was changed." >&2
  show error "$1"
  exit 3
}

# ------------------------------------------------------------------------------------------------------------- what is asked for
mode=install target=
case $0 in *uninstall.sh) mode=uninstall target=$here ;; esac
while [ $# -gt 0 ]; do
  case $1 in
    --target)
      [ -n "${2:-}" ] || { echo "--target needs a folder" >&2; exit 2; }
      target=$2; shift ;;
    --target=?*) target=${1#--target=} ;;
    --uninstall) mode=uninstall ;;
    --help | -h) help; exit 0 ;;
    *) echo "unknown option '$1'; --help tells the known ones" >&2; exit 2 ;;
  esac
  shift
done
present=$(readlink "$link" 2>/dev/null) || present=
present=${present%/switchback}
[ -f "$present/$list" ] || present=
case $target in
  '') target=${present:-$home/.local/lib/switchback} ;;
  /*) ;;
  *) target=${USER_PWD:-$PWD}/$target ;; # makeself has gone elsewhere, and tells where it was called
esac
while case $target in ?*/) true ;; *) false ;; esac; do target=${target%/}; done

running() {
  started=$(cd "$target" 2>/dev/null && pwd -P)/switchback
  for process in /proc/[0-9]*/exe; do
    [ "$(readlink "$process" 2>/dev/null)" != "$started" ] || return 0
  done
  return 1
}
refresh() { # the menu, the kinds of files, the icons: where the desktop has what reads them anew
  for command in "update-desktop-database $data/applications" "update-mime-database $data/mime" "gtk-update-icon-cache -qtf $data/icons/hicolor"; do
    # shellcheck disable=SC2086  # words of ours; a folder with a space only means that the desktop finds out by itself, later
    if command -v ${command%% *} >/dev/null; then $command >/dev/null 2>&1 || :; fi
  done
}
made_folder() { # makes the folder and writes down which ones were not there before
  folder=$1 absent=''
  while [ ! -d "$folder" ]; do
    absent="made $folder
$absent"
    folder=$(dirname "$folder")
  done
  mkdir -p "$1"
  printf '%s' "$absent" >>"$2"
}

# ------------------------------------------------------------------------------------------------------------------ taking it away
if [ "$mode" = uninstall ]; then
  [ -f "$target/$list" ] || refuse "There is no Switchback in $target. If it is elsewhere, name the folder with --target."
  running && refuse 'Switchback is open. Close it, then try again.'
  owned=$(cat "$target/$list")
  printf '%s\n' "$owned" | while read -r kind what; do
    case $kind in
      entry) rm -rf "${target:?}/${what:?}" ;;
      file) rm -f "$what" ;;
      link) [ "$(readlink "$what" 2>/dev/null)" != "$target/switchback" ] || rm -f "$what" ;;
    esac
  done
  rm -rf "$target/.new" "$target/.old" # of an installation that was cut off
  refresh
  # Of folders that were made for us, what the desktop's own tools wrote there goes too, once it lists nothing.
  ours() { printf '%s\n' "$owned" | grep -qxF "made $1"; }
  alone() { [ "$(ls -A "$1" 2>/dev/null)" = "$2" ]; }
  if ours "$data/mime" && alone "$data/mime/packages" ''; then rm -rf "$data/mime"; fi
  if ours "$data/applications" && alone "$data/applications" mimeinfo.cache; then rm -f "$data/applications/mimeinfo.cache"; fi
  if ours "$data/icons/hicolor"; then
    find "$data/icons/hicolor" -depth -type d -exec rmdir {} + 2>/dev/null || :
    if alone "$data/icons/hicolor" icon-theme.cache; then rm -f "$data/icons/hicolor/icon-theme.cache"; fi
  fi
  rm -f "$target/$list"
  rmdir "$target" 2>/dev/null || [ ! -d "$target" ] || echo "Kept, since it is not Switchback's: what else is in $target"
  printf '%s\n' "$owned" | sed -n 's/^made //p' | sort -r | while read -r folder; do rmdir "$folder" 2>/dev/null || :; done
  echo "Switchback was taken away. Your data is kept in $data/switchback"
  exit 0
fi

# ------------------------------------------------------------------------------------------------------------------ may it be put here
[ "$(uname -s)/$(uname -m)" = Linux/x86_64 ] || refuse "This is for 64-bit PCs with Linux (x86_64); this computer is $(uname -s) on $(uname -m)."
# In the menu's entry these would mean something; a line break would end it.
case $target in *[\"\\\`\$%\&\|\']* | *'
'*) refuse "The folder's name must be without quotes, \\, \`, \$, %, & and |: $target" ;; esac
case $target in "$data/switchback" | "$data/switchback"/*) refuse "$data/switchback is for your data; choose another folder." ;; esac
if [ -n "$present" ] && [ "$present" != "$target" ]; then
  refuse "Switchback is in $present already. Leave --target away to renew it there, or take it away first with --uninstall."
fi
if [ -e "$target" ] && [ ! -f "$target/$list" ] && [ -n "$(ls -A "$target" 2>/dev/null || echo file)" ]; then
  refuse "There is something else in $target. Choose another folder with --target DIR."
fi
running && refuse 'Switchback is open. Close it, then try again.'
above=$target
while [ ! -d "$above" ]; do above=$(dirname "$above"); done
[ -w "$above" ] || refuse "You may not write to $above. Choose another folder with --target DIR."
needed=$(($(du -sk "$here/app" | cut -f1) + 4096))
free=$(df -Pk "$above" 2>/dev/null | awk 'NR == 2 { print $4 }') || free=''
case $free in
  '' | *[!0-9]*) ;; # nobody knows: where it is too little, the copy fails and is taken away again
  *) [ "$free" -gt "$needed" ] || refuse "$((needed / 1024)) MB are needed in $above, and $((free / 1024)) MB are free." ;;
esac

inside=$here/app/_internal
asked=$(cd "$inside" && LD_LIBRARY_PATH=$inside:$inside/PySide6/Qt/lib ldd ./libpython3* PySide6/*.so PySide6/Qt/plugins/platforms/*.so 2>&1) || :
case $asked in *"version \`GLIBC"*"not found"*) refuse "This system is too old: glibc @GLIBC@ is needed, as in Ubuntu 22.04 or Debian 12." ;; esac
missing=$(printf '%s\n' "$asked" | awk '/=> not found/ { print $1 }' | sort -u)
if [ -n "$missing" ]; then
  packages=$(printf '%s\n' "$missing" | while read -r library; do
    awk -v library="$library" '$1 == library { print $2 }' "$here/libraries.txt"
  done | sort -u | tr '\n' ' ')
  refuse "This system lacks libraries that every desktop has: $(echo "$missing" | tr '\n' ' ')
On Debian and Ubuntu they are installed with: sudo apt install ${packages% }"
fi

# --------------------------------------------------------------------------------------------------- unpack beside, try, then switch
new=$target/.new old=$target/.old
trial='' switching=''
written=$(mktemp) # becomes the list
undo() {
  status=$?
  trap - EXIT HUP INT TERM
  if [ -n "$switching" ]; then # back to what was there
    for entry in "$old"/*; do
      [ ! -e "$entry" ] || { rm -rf "${target:?}/${entry##*/}" && mv "$entry" "$target/"; }
    done
    rmdir "$old" || :
  fi
  rm -rf "$new" "$trial"
  if [ ! -f "$target/$list" ]; then
    sed -n 's/^made //p' "$written" | sort -r | while read -r folder; do rmdir "$folder" 2>/dev/null || :; done
  fi
  rm -f "$written"
  exit "$status"
}
trap undo EXIT
trap 'exit 130' HUP INT TERM
[ ! -f "$target/$list" ] || sed -n '/^made /p' "$target/$list" >"$written"

made_folder "$target" "$written"
rm -rf "$new"
mkdir "$new"
cp -R "$here/app/." "$new/"
cp "$here/install.sh" "$new/uninstall.sh"
[ -x "$new/switchback" ] || refuse "No program may be started from $above (it is mounted noexec). Choose another folder with --target DIR."

# Until the first page was painted, on a screen that is not there and on data of its own.
trial=$(mktemp -d)
env -u DISPLAY -u WAYLAND_DISPLAY QT_QPA_PLATFORM=offscreen SWITCHBACK_HOME="$trial/data" SWITCHBACK_STOPWATCH="$trial/painted" \
  "$new/switchback" >"$trial/said" 2>&1 &
process=$!
waited=0
while [ ! -s "$trial/painted" ] && kill -0 "$process" 2>/dev/null && [ $waited -lt $((most_seconds * 5)) ]; do
  sleep 0.2
  waited=$((waited + 1))
done
kill "$process" 2>/dev/null || :
wait "$process" 2>/dev/null || :
if [ ! -s "$trial/painted" ]; then
  echo 'Switchback does not start on this computer:' >&2
  tail -n 5 "$trial/said" >&2
  echo 'It was taken away again; what was installed before is as it was.' >&2
  show error 'Switchback does not start on this computer. Nothing was changed.'
  exit 4
fi

rm -rf "$old"
mkdir "$old"
switching=yes
if [ -f "$target/$list" ]; then
  sed -n 's/^entry //p' "$target/$list" | while read -r entry; do
    [ ! -e "$target/$entry" ] || mv "$target/$entry" "$old/"
  done
fi
for entry in "$new"/*; do
  mv "$entry" "$target/"
  echo "entry ${entry##*/}" >>"$written"
done
switching=''
[ ! -f "$target/$list" ] || sed -n 's/^file //p' "$target/$list" | while read -r file; do rm -f "$file"; done # other ones may follow
rmdir "$new"
rm -rf "$old"

# ------------------------------------------------------------------------------------------------------- where the desktop looks for it
put() { # put FILE: from the folder share/ to where data of programs lies for this user
  made_folder "$(dirname "$data/$1")" "$written"
  cp "$here/share/$1" "$data/$1"
  echo "file $data/$1" >>"$written"
}
find "$here/share" -type f | sed "s|^$here/share/||" | sort >"$trial/files"
while read -r file; do put "$file"; done <"$trial/files"
# What one user installs comes before what all have: offered for tables here, it would take them from the spreadsheet.
sed "s|^Exec=switchback|Exec=\"$target/switchback\"|; s|^TryExec=.*|TryExec=$target/switchback|; s|text/csv;||" \
  "$here/share/applications/switchback.desktop" >"$data/applications/switchback.desktop"
if [ ! -e "$link" ] && [ ! -L "$link" ] || [ "$(readlink "$link" 2>/dev/null)" = "$target/switchback" ]; then
  made_folder "${link%/*}" "$written"
  ln -sf "$target/switchback" "$link"
  echo "link $link" >>"$written"
else
  echo "$link is something else and was left as it is." >&2
fi
cp "$written" "$target/$list"
refresh
version=$("$target/switchback" --version)
echo "Installed: $version, in $target. It is in the menu; on a command line it is $link"
show info "$version is installed. You find it in the menu of your programs."
