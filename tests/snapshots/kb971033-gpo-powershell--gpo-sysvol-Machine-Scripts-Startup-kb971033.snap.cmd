@echo off
rem # kb971033.cmd [-Detect or -WhatIf] [-Restart] [-LogPath PATH] [-Quiet] [-?]
rem #   starts kb971033.ps1 beside it, and hands on its switches and its exit code. See Get-Help kb971033.ps1.
rem Made by regimen from plan kb971033, SHA-256 df04a1c23932. Change the plan, not this file.
setlocal EnableExtensions DisableDelayedExpansion
set "POWERSHELL=%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe"
rem A 32-bit caller sees another System32.
if exist "%SystemRoot%\Sysnative\cmd.exe" set "POWERSHELL=%SystemRoot%\Sysnative\WindowsPowerShell\v1.0\powershell.exe"
set "MISSING="
if not exist "%~dp0kb971033.ps1" set "MISSING=%~dp0kb971033.ps1"
if not exist "%POWERSHELL%" set "MISSING=%POWERSHELL%"
if defined MISSING goto missing
rem Full paths alone: the folder of this file may be a network path, which cmd.exe cannot have as its current directory.
"%POWERSHELL%" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%~dp0kb971033.ps1" %* <nul
exit /b %errorlevel%
:missing
echo ERROR "%MISSING%" does not exist
echo regimen plan=kb971033 outcome=failed changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0
exit /b 1
