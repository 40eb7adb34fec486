; The installer for Windows: for one person, without an administrator, offline. Built by `build`, or on Windows by package.py.
; Defined outside: VERSION, NUMBERS (four of them), BUNDLE (the frozen program), ICON, BACKUP_ICON, SIDE (a picture), OUT.
Unicode true
!if /FileExists "${NSISDIR}\Stubs\lzma_solid-amd64-unicode"
  Target amd64-unicode             ; Debian's NSIS has it, and its Wine runs nothing else; NSIS for Windows makes programs for 32 bits only
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 64           ; both programs hold the same modules: far enough back to find them again
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
AllowRootDirInstall false

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "x64.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Switchback"
!define CLASSES "Software\Classes"
!define RUNNING 3                  ; exit statuses, for whoever installs silently
!define NOT_WRITTEN 4
!define TOO_OLD 5
!define OLDEST 17763               ; Windows 10, version 1809: the oldest that Qt runs on

Name "Switchback"
OutFile "${OUT}"
BrandingText "Switchback ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\Switchback"
InstallDirRegKey HKCU "Software\Switchback" "InstallDir"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\switchback.exe"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KeepsData)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"     ; the first is for all other languages
!insertmacro MUI_LANGUAGE "French"

LangString IsRunning ${LANG_ENGLISH} "Switchback is running. Close its window, then try again."
LangString IsRunning ${LANG_FRENCH} "Switchback est ouvert. Fermez sa fenêtre, puis réessayez."
LangString NotWritten ${LANG_ENGLISH} "The files could not be written. What was there before is still there. Make room on the disk, or choose another folder."
LangString NotWritten ${LANG_FRENCH} "Les fichiers n’ont pas pu être écrits. Ce qui était là l’est encore. Faites de la place sur le disque, ou choisissez un autre dossier."
LangString TooOld ${LANG_ENGLISH} "Switchback needs Windows 10 (version 1809, 64 bits) or newer."
LangString TooOld ${LANG_FRENCH} "Switchback demande Windows 10 (version 1809, 64 bits) ou plus récent."
LangString KeepsData ${LANG_ENGLISH} "This removes the program. Athletes, sessions and backups stay where they are:$\r$\n$LOCALAPPDATA\Switchback"
LangString KeepsData ${LANG_FRENCH} "Ceci retire le programme. Les athlètes, les séances et les sauvegardes restent en place :$\r$\n$LOCALAPPDATA\Switchback"
LangString Backup ${LANG_ENGLISH} "Switchback backup"
LangString Backup ${LANG_FRENCH} "Sauvegarde de Switchback"
LangString Sessions ${LANG_ENGLISH} "Sessions for Switchback"
LangString Sessions ${LANG_FRENCH} "Séances pour Switchback"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
!macro ABOUT language description
  VIAddVersionKey /LANG=${language} "ProductName" "Switchback"
  VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileDescription" "${description}"
  VIAddVersionKey /LANG=${language} "CompanyName" "The Switchback authors"
  VIAddVersionKey /LANG=${language} "LegalCopyright" "MIT licence"
!macroend
!insertmacro ABOUT ${LANG_ENGLISH} "Installer of Switchback"
!insertmacro ABOUT ${LANG_FRENCH} "Installation de Switchback"

; Everything that this or an earlier version has put into the folder, and nothing else: a portable program may keep its data there.
!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\switchback.exe"
  Delete "$INSTDIR\switchback-cli.exe"
  Delete "$INSTDIR\backup.ico"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\THIRD-PARTY-LICENSES.txt"
  Delete "$INSTDIR\contents.sha256"
!macroend

; Windows lets nobody write to a program that runs: half of an upgrade would be done, the other half not.
!macro REFUSE_WHILE_RUNNING program
  try_${program}:
  ${If} ${FileExists} "$INSTDIR\${program}.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\${program}.exe" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" /SD IDCANCEL IDRETRY try_${program}
      SetErrorLevel ${RUNNING}
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro TELL_EXPLORER
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'   ; kinds of files have changed
!macroend

Function .onInit
  SetRegView 64
  ReadRegStr $0 HKLM "Software\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  SetRegView lastused
  ${If} $0 < ${OLDEST}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel ${TOO_OLD}
    Quit
  ${EndIf}
FunctionEnd

Section "Switchback"
  !insertmacro REFUSE_WHILE_RUNNING switchback
  !insertmacro REFUSE_WHILE_RUNNING switchback-cli

  ; All is unpacked beside what is there before anything of that goes: a full disk leaves the program as it was.
  RMDir /r "$INSTDIR\new"
  ClearErrors
  SetOutPath "$INSTDIR\new"
  File /r "${BUNDLE}\*.*"
  File "/oname=backup.ico" "${BACKUP_ICON}"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\new"
    MessageBox MB_OK|MB_ICONSTOP "$(NotWritten)" /SD IDOK
    SetErrorLevel ${NOT_WRITTEN}
    Quit
  ${EndIf}
  !insertmacro REMOVE_PROGRAM
  ClearErrors
  FindFirst $0 $1 "$INSTDIR\new\*.*"
  ${DoUntil} $1 == ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      Rename "$INSTDIR\new\$1" "$INSTDIR\$1"
    ${EndIf}
    FindNext $0 $1
    ${If} $1 == ""
      ClearErrors       ; that there are no more is none
    ${EndIf}
  ${Loop}
  FindClose $0
  RMDir "$INSTDIR\new"
  ${IfNot} ${FileExists} "$INSTDIR\_internal\base_library.zip"
  ${OrIfNot} ${FileExists} "$INSTDIR\switchback.exe"
    MessageBox MB_OK|MB_ICONSTOP "$(NotWritten)" /SD IDOK
    SetErrorLevel ${NOT_WRITTEN}
    Quit
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Switchback.lnk" "$INSTDIR\switchback.exe"

  WriteRegStr HKCU "${CLASSES}\Switchback.Backup" "" "$(Backup)"
  WriteRegStr HKCU "${CLASSES}\Switchback.Backup\DefaultIcon" "" "$INSTDIR\backup.ico"
  WriteRegStr HKCU "${CLASSES}\Switchback.Backup\shell\open\command" "" '"$INSTDIR\switchback.exe" open "%1"'
  WriteRegStr HKCU "${CLASSES}\.switchback" "" "Switchback.Backup"
  WriteRegStr HKCU "${CLASSES}\.switchback" "Content Type" "application/vnd.switchback.backup"
  WriteRegStr HKCU "${CLASSES}\.switchback\OpenWithProgids" "Switchback.Backup" ""
  ; A table of sessions may be opened with Switchback; what opens tables by default stays as it is.
  WriteRegStr HKCU "${CLASSES}\Switchback.Sessions" "" "$(Sessions)"
  WriteRegStr HKCU "${CLASSES}\Switchback.Sessions\shell\open\command" "" '"$INSTDIR\switchback.exe" open "%1"'
  WriteRegStr HKCU "${CLASSES}\.csv\OpenWithProgids" "Switchback.Sessions" ""
  WriteRegStr HKCU "Software\Switchback" "InstallDir" "$INSTDIR"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Switchback"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\switchback.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Switchback authors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR\_internal" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  !insertmacro TELL_EXPLORER
SectionEnd

Section "Uninstall"
  !insertmacro REFUSE_WHILE_RUNNING switchback
  !insertmacro REFUSE_WHILE_RUNNING switchback-cli
  !insertmacro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\new"            ; of an installation that was cut off
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"                   ; unless somebody has put something there
  Delete "$SMPROGRAMS\Switchback.lnk"

  ReadRegStr $0 HKCU "${CLASSES}\.switchback" ""
  ${If} $0 == "Switchback.Backup"
    DeleteRegKey HKCU "${CLASSES}\.switchback"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\Switchback.Backup"
  DeleteRegKey HKCU "${CLASSES}\Switchback.Sessions"
  DeleteRegValue HKCU "${CLASSES}\.csv\OpenWithProgids" "Switchback.Sessions"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.csv\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.csv"
  DeleteRegKey HKCU "Software\Switchback"
  DeleteRegKey HKCU "${UNINSTALL}"
  !insertmacro TELL_EXPLORER
SectionEnd
