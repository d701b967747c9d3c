@echo off
rem # kms-client.cmd [-Detect or -WhatIf] [-Restart] [-LogPath PATH] [-Quiet] [-?]
rem #   starts kms-client.ps1 beside it, and hands on its switches and its exit code. See Get-Help kms-client.ps1.
rem Made by regimen from plan kms-client, SHA-256 c4cb4cfa3e6f. Change the plan, not this file.
setlocal EnableExtensions DisableDelayedExpansion
set "POWERSHELL=%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe"
rem A 32-bit caller sees another System32.
if exist "%SystemRoot%\Sysnative\cmd.exe" set "POWERSHELL=%SystemRoot%\Sysnative\WindowsPowerShell\v1.0\powershell.exe"
set "MISSING="
if not exist "%~dp0kms-client.ps1" set "MISSING=%~dp0kms-client.ps1"
if not exist "%POWERSHELL%" set "MISSING=%POWERSHELL%"
if defined MISSING goto missing
rem Full paths alone: the folder of this file may be a network path, which cmd.exe cannot have as its current directory.
"%POWERSHELL%" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%~dp0kms-client.ps1" %* <nul
exit /b %errorlevel%
:missing
echo ERROR "%MISSING%" does not exist
echo regimen plan=kms-client outcome=failed changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0
exit /b 1
