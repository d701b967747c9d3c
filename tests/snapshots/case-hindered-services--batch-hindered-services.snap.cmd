@echo off
rem # hindered-services: Services that are not there, and one whose dependency does not start
rem # Usage: hindered-services.cmd [/detect or /whatif] [/restart] [/log:PATH] [/quiet] [/?]
rem #   /detect    observe only: scope, each check and goal
rem #   /whatif    say for each action what it would do, change nothing
rem #   /restart   restart the machine after a minute if a restart is required (programs are closed, whatever is open in
rem #              them); without it this script never does
rem #   /log:PATH  instead of Logs\Regimen\hindered-services.log in the Windows folder (kept under 1 MiB together with PATH.1);
rem #              name a folder that only administrators can write to: a link there would be followed
rem #   /quiet     print the last line only
rem # Exit codes: 0 compliant, changed or not applicable; 1 failed, or /detect and /whatif found something to do;
rem #   2 wrong arguments; 4 undetermined; 5 not elevated; 6 busy; 3010 a restart is required: restart, run it again
rem Made by regimen from plan hindered-services, SHA-256 793e358a3743. Change the plan, not this file.
setlocal EnableExtensions DisableDelayedExpansion
goto start

:plan
rem ==== start-missing ===============================================================================================
call :action start-missing never
set "SERVICE=gone"
call :ensure service_running start_service
call :close

rem ==== stop-missing ================================================================================================
call :action stop-missing never
call :depends start-missing
set "SERVICE=gone"
call :ensure service_stopped stop_service
call :close

rem ==== set-missing =================================================================================================
call :action set-missing never
call :depends stop-missing
set "SERVICE=gone"
set "STARTUP=manual"
call :ensure service_startup set_startup
call :close

rem ==== depend-missing ==============================================================================================
call :action depend-missing never
call :depends set-missing
set "SERVICE=gone"
set "DEPENDENCIES=base"
call :ensure service_dependencies set_dependencies
call :close

rem ==== carry =======================================================================================================
call :action carry never
set "SERVICE=carried"
call :ensure service_running start_service
call :close

goto :eof

rem ==== Start: variables, switches, elevation =======================================================================
:start
rem What the caller's environment holds under the names that this script tests must not count.
for %%V in (ERRORLEVEL ABOUT ANY ARG ASKED ASKS ATTRIBUTES AWAITED BAD BEGUN BROKEN CHAIN CHANGED CODE COPY COUNT CUT_OFF DATE DELAY DELAYED DEPENDENCIES DEPENDENT DEPENDENTS DIGIT DONE DUE EARLY FILELOG FIRST FOLDER FOUND HASH HEX IS IT KEY KNOWN LEFT LEFTOVER LINE LOCKED LOG LOGASKED LOGGED MARKER MARKERS MISSING MODE NAME NAMES NEXT NOW OPEN OPENED OUTCOME OWED OWNED PHASE PINGS PROBES PROVE QUIET RC READS REBOOT REFUSED RESTART RESUMES SELF SERVICE SETTLE SHOWN SIZE SKIP START STARTUP STATE STOP STRAYS SYS TEXT TIME TIMES TRIED UNSURE WHAT WORD WOULD) do set "%%V="
set "SYS=%SystemRoot%\System32" & set "SELF=%~f0"
rem Nor may a user's own Windows folder, or what he wants of dir.
set "ComSpec=%SYS%\cmd.exe" & set "windir=%SystemRoot%" & set "SystemDrive=%SystemRoot:~0,2%" & set "DIRCMD="
set "HASH=793e358a3743"
set "KEY=HKLM\SOFTWARE\Regimen\hindered-services"
set "MARKERS=HKLM\HARDWARE\DESCRIPTION\System"
set "FOLDER=%SystemRoot%\Logs\Regimen"
set "FILELOG=%FOLDER%\hindered-services.log"
set "MODE=run" & set "ABOUT=hindered-services" & set "TIMES=1" & set "DELAY=0" & set "SETTLE=0"
for %%V in (changed unchanged skipped failed blocked waiting) do set "N_%%V=0"
rem A 32-bit caller sees another System32: start again as 64-bit. (On any machine a link may have the name Sysnative.)
if not defined PROCESSOR_ARCHITEW6432 goto arguments
if not exist "%SystemRoot%\Sysnative\cmd.exe" goto arguments
set "PROCESSOR_ARCHITEW6432="
"%SystemRoot%\Sysnative\cmd.exe" /d /c ^""%~f0" %*^"
exit /b %errorlevel%

:arguments
if [%1]==[] goto elevation
if [%1]==[/?] goto help
set ARG=%1
set "ARG=%ARG:"=%"
if not defined ARG (set "OUTCOME=wrong-arguments" & goto last_line)
shift /1
if /i "%ARG%"=="/quiet" (set "QUIET=yes" & goto arguments)
if /i "%ARG%"=="/restart" (set "RESTART=yes" & goto arguments)
if /i "%ARG:~0,5%"=="/log:" if /i not "%ARG%"=="/log:" (set "FILELOG=%ARG:~5%" & set "LOGASKED=yes" & goto arguments)
if "%MODE%"=="run" for %%M in (detect whatif) do if /i "%ARG%"=="/%%M" (set "MODE=%%M" & goto arguments)
set "OUTCOME=wrong-arguments" & goto last_line
:help
for /f "usebackq tokens=1,* delims=#" %%A in ("%~f0") do if "%%A"=="rem " echo %%B
exit /b 0
:elevation
"%SYS%\reg.exe" query HKU\S-1-5-19 <nul >nul 2>nul
if not "%errorlevel%"=="0" (set "OUTCOME=not-elevated" & goto last_line)
rem cmd.exe opens its script anew for each line: what changes the machine does not rest on a share that may be gone by then.
set "COPY="
if "%MODE% %SELF:~0,2%"=="run \\" call :copy_self <nul 2>nul
if defined COPY "%COPY%" %*
call :main <nul 2>nul
:last_line
set "CODE=0" & set "HEX=0"
for %%P in ("failed 1 1" "remediation-needed 1 1" "wrong-arguments 2 2" "undetermined 4 4" "not-elevated 5 5" "busy 6 6" "reboot-required 3010 bc2") do for /f "tokens=1-3" %%A in (%%P) do if "%OUTCOME%"=="%%A" (set "CODE=%%B" & set "HEX=%%C")
if not "%MODE%"=="run" if "%CODE%"=="3010" set "CODE=1"
set "TEXT=plan=hindered-services outcome=%OUTCOME% changed=%N_changed% unchanged=%N_unchanged% skipped=%N_skipped% failed=%N_failed% blocked=%N_blocked% waiting=%N_waiting%"
if defined LOG (call :save_outcome <nul) 2>nul
if "%RESTART% %CODE%"=="yes 3010" "%SYS%\shutdown.exe" /r /t 60 /d p:2:17 /c hindered-services <nul >nul 2>nul
echo regimen %TEXT%
exit /b %CODE%
:save_outcome
set "ABOUT=regimen"
call :write INFO
if not "%MODE%"=="run" goto :eof
if /i "%kept.Outcome% %kept.ExitCode% %kept.Plan%"=="%OUTCOME% 0x%HEX% %HASH%" goto :eof
"%SYS%\reg.exe" add "%KEY%" /v Outcome /t REG_SZ /d %OUTCOME% /f >nul
"%SYS%\reg.exe" add "%KEY%" /v ExitCode /t REG_DWORD /d 0x%HEX% /f >nul
"%SYS%\reg.exe" add "%KEY%" /v Plan /t REG_SZ /d %HASH% /f >nul
goto :eof

rem A copy of this script where only SYSTEM and the administrators may write; of this plan, so that it never changes while it runs.
:copy_self
call :see_folder
if not "%IT%"=="true" goto :eof
if not defined OWNED call :own_folder
set "COPY=%FOLDER%\hindered-services.%HASH%.cmd"
"%SYS%\fc.exe" /b "%SELF%" "%COPY%" >nul
if "%errorlevel%"=="0" goto :eof
copy /b /y "%SELF%" "%COPY%" >nul
"%SYS%\fc.exe" /b "%SELF%" "%COPY%" >nul
if not "%errorlevel%"=="0" set "COPY="
goto :eof

rem ==== The run: debts, scope, goal; then the actions, under the lock ===============================================
:main
for /f "delims==" %%V in ('2^>nul set is.^& 2^>nul set kept.^& 2^>nul set may.^& 2^>nul set map.^& 2^>nul set has.^& 2^>nul set restart.^& 2^>nul set bad.^& 2^>nul set waiting.^& 2^>nul set would.^& 2^>nul set unsure.^& 2^>nul set seen.^& 2^>nul set ended.') do set "%%V="
if defined LOGASKED if not "%MODE%"=="run" call :open_log
call :read_debts
call :facts
call :scope
set "is.scope=%IS%"
if not "%MODE%"=="run" goto look
if "%is.scope%"=="true" call :goal
if "%is.scope%"=="true" set "is.goal=%IS%"
if defined OWED goto lock
if defined LEFTOVER goto lock
if not "%is.scope%"=="true" goto fenced_outcome
if "%is.goal%"=="false" goto lock
goto outcome
:look
if not "%is.scope%"=="true" goto fenced_outcome
if "%MODE%"=="detect" call :all_checks
call :goal
set "is.goal=%IS%"
if "%MODE%"=="detect" goto outcome
if not defined OWED if not "%is.goal%"=="false" goto outcome
call :plan
goto outcome
:lock
call :see_folder
if not "%IT%"=="true" goto no_lock
if not defined OWNED call :own_folder
for /l %%I in (1,1,30) do if not defined LOCKED call :try_lock %%I
if not defined LOCKED (set "OUTCOME=busy" & goto :eof)
if not "%is.scope%"=="true" goto fenced_outcome
:outcome
set "OUTCOME=compliant"
if defined ANY set "OUTCOME=changed"
if "%is.goal%"=="unknown" set "OUTCOME=undetermined"
if not "%MODE%"=="run" if defined OWED set "OUTCOME=remediation-needed"
if "%MODE%"=="whatif" if not "%N_changed%%N_waiting%%N_failed%%N_blocked%"=="0000" set "OUTCOME=remediation-needed"
if "%is.goal%"=="false" set "OUTCOME=failed"
if defined BAD set "OUTCOME=failed"
if not "%MODE%"=="run" if "%OUTCOME%"=="failed" set "OUTCOME=remediation-needed"
if defined DUE set "OUTCOME=reboot-required"
if "%MODE%"=="run" call :open_log
goto :eof
rem The log cannot be kept there either.
:no_lock
set "OUTCOME=failed" & set "TEXT=%FOLDER% is a link or no folder: nothing is done"
call :say FAIL
goto open_log
rem Behind the fence only an unproved restart and an interrupted `finally` count.
:fenced_outcome
set "OUTCOME=undetermined"
if "%is.scope%"=="false" set "OUTCOME=not-applicable"
if defined BAD set "OUTCOME=failed"
if not "%MODE%"=="run" if defined CUT_OFF set "OUTCOME=remediation-needed"
if defined DUE set "OUTCOME=reboot-required"
if "%MODE% %OUTCOME%"=="run undetermined" call :open_log
goto :eof
:try_lock
if not "%1"=="1" (call :wait 2 & call :look_again)
call :locked 9>"%FOLDER%\lock"
goto :eof
:locked
set "LOCKED=yes"
call :open_log
if not "%OWNED%"=="0" (set "TEXT=the rights of %FOLDER% could not be set, code %OWNED%" & call :say WARN)
call :read_debts
for %%D in (%STRAYS%) do (set "TEXT=debt %%~D is of no action of this plan: struck out" & call :info & call :strike %%D)
call :plan
if "%is.scope%"=="false" call :fence_off
if "%is.scope%"=="true" if not defined DUE call :goal
if "%is.scope%"=="true" if not defined DUE set "is.goal=%IS%"
goto :eof
rem A link (an `l` among the attributes) would lead elsewhere what SYSTEM writes.
:see_folder
set "IT=false" & set "ATTRIBUTES="
if not exist "%FOLDER%\" (md "%FOLDER%" & call :own_folder)
for %%F in ("%FOLDER%") do set "ATTRIBUTES=%%~aF"
if not "%ATTRIBUTES:~0,1%"=="d" goto :eof
if "%ATTRIBUTES:l=%"=="%ATTRIBUTES%" set "IT=true"
goto :eof
rem Whoever may open the lock, if only to read it, keeps every run waiting: it lies in a folder of SYSTEM's and the
rem administrators' alone. Their SIDs are the same in every language.
:own_folder
"%SYS%\icacls.exe" "%FOLDER%" /setowner "*S-1-5-32-544" /q >nul
set "OWNED=%errorlevel%"
"%SYS%\icacls.exe" "%FOLDER%" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" /q >nul
if not "%errorlevel%"=="0" set "OWNED=%errorlevel%"
goto :eof
:open_log
if defined OPENED goto :eof
set "OPENED=yes" & set "LOG=%FILELOG%"
if not defined LOGASKED call :see_folder
if not defined LOGASKED if not "%IT%"=="true" set "LOG=nul"
for %%F in ("%LOG%") do if not exist "%%~dpF" md "%%~dpF"
set "TEXT=begin" & call :write INFO
for %%C in (%EARLY%) do for /f "tokens=1,2 delims=/" %%A in ("%%C") do (set "TEXT=observe %%A %%B" & call :write INFO)
goto :eof

rem ==== Debts: what outlives a run. The marker of an action is lost when Windows really starts again =================
:read_debts
for /f "delims==" %%V in ('2^>nul set kept.^& 2^>nul set resumes.') do set "%%V="
for %%V in (OWED LEFTOVER STRAYS CUT_OFF DUE KNOWN PROVE) do set "%%V="
for /f "tokens=1,2,*" %%A in ('%SYS%\reg.exe query "%KEY%"') do for %%T in (REG_SZ REG_DWORD) do if "%%B"=="%%T" (set "kept.%%A=%%C" & (if "%%C"=="steps" set "resumes.%%A=yes") & for /f "tokens=2 delims=." %%D in ("%%A") do set "KNOWN=no")
if not defined KNOWN goto :eof
call :known_debts
for /f "delims==" %%V in ('2^>nul set kept.') do for /f "tokens=1-3 delims=." %%A in ("%%V") do if "%%A"=="kept" if not "%%C"=="" call :debt "%%V" %%B %%C
for %%R in (%PROVE%) do for /f "delims=." %%A in (%%R) do call :prove_restart %%R %%A
goto :eof
:debt
set "NAME=%~1"
set "NAME=%NAME:~5%"
if not defined may.%NAME% (set "STRAYS=%STRAYS% "%NAME%"" & set "LEFTOVER=yes" & goto :eof)
if "%3"=="restarts" goto :eof
if "%3"=="once" goto :eof
if "%3"=="restart" (set "PROVE=%PROVE% "%NAME%"" & goto :eof)
if "%3"=="begun" if defined may.finally.%2 set "CUT_OFF=yes"
set "OWED=yes"
goto :eof
:prove_restart
call :see_marker %2
if defined MARKER (set "OWED=yes" & set "DUE=yes" & set "restart.%2=yes" & goto :eof)
set "LEFTOVER=yes" & set "COUNT=0"
set "restart.%2="
if defined kept.%2.restarts call set "COUNT=%%kept.%2.restarts%%"
set /a COUNT+=1
if not defined LOCKED (set "kept.%2.restarts=%COUNT%" & goto :eof)
call :owe %2.restarts %COUNT%
call :strike "%~1"
goto :eof
rem Out of scope: everything is struck out but restarts that are not proved, what a failed `finally` left, and `once` marks.
:fence_off
for /f "delims==" %%V in ('2^>nul set kept.') do for /f "tokens=1-3 delims=." %%A in ("%%V") do if "%%A"=="kept" if not "%%C"=="" if not "%%C"=="restart" if not "%%C"=="once" call :fence_off_one "%%V" %%B %%C
goto :eof
:fence_off_one
if "%3"=="begun" if defined bad.%2 goto :eof
set "NAME=%~1"
call :strike "%NAME:~5%"
goto :eof

rem ==== An action: STOP says why its steps are not run (skipped failed blocked waiting, depends on X) ================
rem %1 id, %2 when it asks for a restart
:action
set "ABOUT=%~1" & set "REBOOT=%~2" & set "PHASE=steps"
for %%V in (STOP TRIED CHANGED WOULD ASKS OUTSTANDING UNSURE BEGUN RESUMES OPEN MARKER BROKEN REFUSED SKIP READS DEPENDENTS RESTARTED) do set "%%V="
if defined kept.%~1.begun set "BEGUN=earlier"
if defined resumes.%~1.begun set "RESUMES=yes"
if defined BEGUN if "%REBOOT%"=="if-changed" call :see_marker %~1
if defined MARKER set "ASKS=yes"
if not "%is.scope%"=="true" set "STOP=skipped"
goto :eof
rem What blocks it goes before what may, and that before what makes it wait.
:needs
if not "%is.scope%"=="true" goto :eof
for %%N in (%*) do for %%R in (waiting restart) do if not defined STOP if defined %%R.%%N set "STOP=waiting"
if "%MODE% %STOP%"=="whatif waiting" set "STOP=would wait"
for %%N in (%*) do if not defined UNSURE if defined unsure.%%N set "UNSURE=%%N"
if defined UNSURE if not "%STOP%"=="blocked" set "STOP=depends on %UNSURE%"
for %%N in (%*) do if defined bad.%%N set "STOP=blocked"
goto :eof
:depends
if not "%MODE%"=="whatif" goto :eof
for %%N in (%*) do if not defined STOP if defined would.%%N set "STOP=depends on %%N"
goto :eof
rem Steps that were cut off go on whatever the condition says now: what is done of them may be what makes it false.
:when
if defined STOP goto :eof
if defined RESUMES goto :eof
call :%1
if "%IS%"=="false" set "STOP=skipped"
if not "%IS%"=="unknown" goto :eof
set "TEXT=its condition is unknown"
goto fail
:requires
for %%R in (%*) do if not defined STOP if not defined %%~R (set "TEXT=%%~R has no value on this machine" & call :fail)
goto :eof
:step_if
set "SKIP="
if "%PHASE%"=="none" goto :eof
if "%PHASE%"=="steps" if defined STOP goto :eof
if defined WOULD goto :eof
call :%1
if not "%IS%"=="true" set "SKIP=yes"
if not "%IS%"=="unknown" goto :eof
set "TEXT=the condition of a step is unknown"
goto fail

rem ==== A step: test, apply, test again =============================================================================
rem %1 tells whether the state is in place, %2 brings it about
:ensure
if defined SKIP goto ensured
if "%PHASE%"=="none" goto ensured
if "%PHASE%"=="steps" if defined STOP goto ensured
if defined WOULD goto ensured
set "TRIED=yes" & set "RC=" & set "AFTER=" & set "IS=unknown" & set "WHAT=%2" & set "DONE="
if not defined MISSING set "MISSING=false"
call :test_%1
if "%IS% %2"=="true start_service" if defined DEPENDENTS call :start_dependents
if "%IS%"=="true" goto ensured
if "%IS%"=="unknown" (set "TEXT=%WHAT%: it cannot be observed whether this is needed" & call :fail & goto ensured)
if "%MODE%"=="whatif" (set "WOULD=yes" & goto ensured)
call :open
if not defined OPEN goto ensured
for /l %%I in (1,1,%TIMES%) do call :attempt %%I %1 %2
if "%IS%"=="true" set "CHANGED=yes"
if "%IS%"=="true" for %%A in (start_service restart_service) do if "%2"=="%%A" if defined DEPENDENTS call :start_dependents
if "%IS%"=="true" goto ensured
call :shown_code
set "TEXT=%WHAT%: in place %IS%, code %SHOWN%"
call :fail
:ensured
set "TIMES=1" & set "DELAY=0" & set "SETTLE=0"
for %%V in (DEPENDENCIES MISSING SERVICE STARTUP) do set "%%V="
goto :eof
rem ==== The end of an action: its debts are written first, then `begun` goes ========================================
rem %* the actions that read its .changed: their debts are written first, then `begun` goes, unless `finally` has failed
:close
if not "%PHASE%"=="finally" if not "%PHASE%"=="none" call :steps_over
set "PHASE=none" & set "WORD=%STOP%"
if not defined STOP set "WORD=unchanged"
rem Steps that were cut off and have had no turn yet are still to be taken up.
if not "%STOP%"=="blocked" if not "%STOP%"=="waiting" set "RESUMES="
if "%MODE%"=="whatif" goto close_whatif
if defined CHANGED set "ANY=yes"
if "%is.scope%"=="true" if defined CHANGED for %%W in (unchanged skipped) do if "%WORD%"=="%%W" set "WORD=changed"
if defined BROKEN set "WORD=failed"
if "%is.scope%"=="true" if defined BEGUN call :new_debts %*
if "%is.scope%"=="true" call :settle_debts
goto closed
:close_whatif
if not defined STOP if defined WOULD set "WORD=would change"
if "%STOP%"=="skipped" if defined WOULD set "WORD=would change"
if defined BROKEN set "WORD=failed"
if defined ASKS call :owe_restart
if "%WORD%"=="would change" set "would.%ABOUT%=yes"
if "%WORD% %REBOOT%"=="would change if-changed" set "waiting.%ABOUT%=yes"
if "%WORD:~0,10%"=="depends on" (set "would.%ABOUT%=yes" & set "unsure.%ABOUT%=yes")
:closed
set "N=%WORD%"
if "%WORD%"=="would change" set "N=changed"
if "%WORD%"=="would wait" set "N=waiting"
if "%WORD:~0,10%"=="depends on" set "N=waiting"
if "%N%"=="waiting" if not "%WORD:~0,10%"=="depends on" set "waiting.%ABOUT%=yes"
for %%R in (failed blocked) do if "%N%"=="%%R" (set "bad.%ABOUT%=yes" & set "BAD=yes")
set /a N_%N%+=1
set "TEXT=result %WORD%"
if defined restart.%ABOUT% (set "DUE=yes" & set "TEXT=result %WORD% restart")
call :info
set "ABOUT=hindered-services"
goto :eof
:settle_debts
for %%W in (changed unchanged skipped) do if "%WORD%"=="%%W" for %%P in (%READS%) do call :strike %%P.changed.%ABOUT%
for %%W in (changed unchanged skipped failed) do if "%WORD%"=="%%W" if not defined REFUSED if not defined restart.%ABOUT% if defined kept.%ABOUT%.restarts call :strike %ABOUT%.restarts
if not defined BEGUN goto :eof
if defined BROKEN goto :eof
if not "%REBOOT%"=="never" if not defined restart.%ABOUT% "%SYS%\reg.exe" delete "%MARKERS%" /v "Regimen hindered-services %ABOUT%" /f >nul
if not defined RESUMES call :strike %ABOUT%.begun
goto :eof

rem ==== An attempt: an operation, and the test after it =============================================================
:attempt
if defined DONE goto :eof
set "AFTER="
if not "%1"=="1" call :wait %DELAY%
if not "%1"=="1" call :look_again
if not "%1"=="1" call :test_again %2
if not "%IS%"=="false" (set "DONE=yes" & goto :eof)
set "RC=" & set "PROBES=0" & set "LOGGED=" & set "REJECTED=" & set "AFTER=yes"
call :apply_%3
if not defined LOGGED call :exit_code
call :look_again
call :test_again %2
for /l %%J in (1,1,%PROBES%) do call :poll %2
set /a PROBES=%SETTLE%/2
for /l %%J in (1,1,%PROBES%) do call :poll %2
if not "%IS%"=="false" set "DONE=yes"
goto :eof
:poll
if not "%IS%"=="false" goto :eof
call :wait 2
call :look_again
:test_again
set "IS=unknown"
call :test_%1
goto :eof

rem ==== Scope, goal, conditions, checks: IS is true, false or unknown ===============================================
:scope
set "IS=true"
goto :eof
:goal
rem goal: carried
call :check_carried
goto :eof
:check_carried
if defined is.carried (set "IS=%is.carried%" & goto :eof)
set "SERVICE=carried"
call :observe carried service_running
goto :eof
:all_checks
call :check_carried
goto :eof
rem %1 check, %2 what tells: observed once, remembered until an operation is issued
:observe
if not defined MISSING set "MISSING=false"
set "IS=unknown" & set "AFTER="
call :test_%2
for %%V in (DEPENDENCIES MISSING SERVICE STARTUP) do set "%%V="
:observed
set "is.%~1=%IS%"
set "TEXT=observe %~1 %IS%"
if not defined OPENED set "EARLY=%EARLY% %~1/%IS%"
call :info
goto :eof

rem ==== Tests: is the state in place? IS is true, false or unknown ==================================================
rem DEPENDENCIES are names with a slash between them, in whatever order; a slash alone is none. What the registry holds is
rem never parsed: each name is taken out of it, and nothing may be left.
:test_service_dependencies
set "FOUND=" & set "NAMES="
for /f "tokens=1,2,*" %%A in ('%SYS%\reg.exe query "HKLM\SYSTEM\CurrentControlSet\Services\%SERVICE%"') do (
  if /i "%%A"=="Start" set "FOUND=yes"
  if /i "%%A"=="DependOnService" set "NAMES=%%C"
)
set "IS=%MISSING%"
if not defined FOUND goto :eof
set "IS=false"
setlocal EnableDelayedExpansion
if defined NAMES (set "NAMES=/!NAMES:\0=/!/") else set "NAMES=/"
set "NAMES=!NAMES://=/!"
if not "%DEPENDENCIES%"=="/" for %%N in ("%DEPENDENCIES:/=" "%") do call :take_name %%N
if "!NAMES!"=="/" (endlocal & set "IS=true")
goto :eof
:take_name
set "LEFT=!NAMES:/%~1/=/!"
if "!LEFT!"=="!NAMES!" set "LEFT=missing"
set "NAMES=!LEFT!"
goto :eof
:test_service_running
call :see_service
if "%RC%"=="1060" set "IS=%MISSING%"
if "%RC%"=="0" set "IS=false"
if "%RC% %STATE%"=="0 RUNNING" set "IS=true"
goto :eof
:test_service_startup
set "FOUND=" & set "START=" & set "DELAYED="
for /f "tokens=1,3" %%A in ('%SYS%\reg.exe query "HKLM\SYSTEM\CurrentControlSet\Services\%SERVICE%"') do (
  if /i "%%A"=="Start" (set "FOUND=yes" & set "START=%%B")
  if /i "%%A"=="DelayedAutostart" set "DELAYED=%%B"
)
set "IS=%MISSING%"
if defined FOUND set "IS=false"
if not "%DELAYED%"=="0x1" set "DELAYED="
for %%S in ("0x0 boot" "0x1 system" "0x3 manual" "0x4 disabled") do if "%START% %STARTUP%"==%%S set "IS=true"
if "%START%%DELAYED% %STARTUP%"=="0x2 automatic" set "IS=true"
if "%START%%DELAYED% %STARTUP%"=="0x20x1 delayed" set "IS=true"
goto :eof
:test_service_stopped
call :see_service
if "%RC%"=="1060" set "IS=%MISSING%"
if "%RC%"=="0" set "IS=false"
if "%RC% %STATE%"=="0 STOPPED" set "IS=true"
goto :eof

rem ==== Operations: RC is the exit code =============================================================================
:apply_set_dependencies
set "TEXT=do set-dependencies %SERVICE% %DEPENDENCIES%" & call :info
"%SYS%\sc.exe" config "%SERVICE%" depend= "%DEPENDENCIES%" >nul
set "RC=%errorlevel%"
goto :eof
:apply_set_startup
set "TEXT=do set-startup %SERVICE% %STARTUP%" & call :info
set "WORD=%STARTUP%"
if "%STARTUP%"=="automatic" set "WORD=auto"
if "%STARTUP%"=="delayed" set "WORD=delayed-auto"
if "%STARTUP%"=="manual" set "WORD=demand"
"%SYS%\sc.exe" config "%SERVICE%" start= %WORD% >nul
set "RC=%errorlevel%"
goto :eof
:apply_start_service
set "TEXT=do start %SERVICE%" & call :info
"%SYS%\sc.exe" start "%SERVICE%" >nul
set "RC=%errorlevel%"
for %%E in (0 1053 1056 1061) do if "%RC%"=="%%E" set "PROBES=30"
goto :eof
rem The services that depend on it first: sc stops none by itself. It lists them as their name, their display name, and
rem indented what they do; its labels are translated, this order is not.
:apply_stop_service
if "%STATE%"=="START_PENDING" call :await_started
set "CHAIN=" & set "NEXT="
for /f "delims=" %%L in ('%SYS%\sc.exe enumdepend "%SERVICE%" 16384') do set "LINE=%%L" & call :listed_dependent
set "DEPENDENTS=%DEPENDENTS%%CHAIN%"
set "TEXT=do stop %SERVICE%" & call :info
"%SYS%\sc.exe" stop "%SERVICE%" >nul
set "RC=%errorlevel%"
for %%E in (0 1053 1061) do if "%RC%"=="%%E" set "PROBES=30"
goto :eof
:listed_dependent
setlocal EnableDelayedExpansion
set "FIRST=!LINE:~0,1!"
if "!FIRST!"==" " (endlocal & set "NEXT=name" & goto :eof)
if "!FIRST!"=="[" (endlocal & set "NEXT=name" & goto :eof)
endlocal
if not "%NEXT%"=="name" goto :eof
set "NEXT="
set "ASKED=%LINE:*: =%"
if "%ASKED:~-1%"==" " set "ASKED=%ASKED:~0,-1%"
call :see_asked
for %%S in (RUNNING PAUSED START_PENDING PAUSE_PENDING CONTINUE_PENDING) do if "%STATE%"=="%%S" goto stop_dependent
if "%STATE%"=="STOP_PENDING" goto await_stopped
goto :eof
:stop_dependent
if "%STATE%"=="START_PENDING" call :await_started
set "TEXT=do stop %ASKED%" & call :info
"%SYS%\sc.exe" stop "%ASKED%" >nul
set "RC=%errorlevel%"
call :exit_code
set "CHAIN= "%SERVICE%/%ASKED%"%CHAIN%"
goto await_if_taken

rem ==== What outlives a step: marker, `begun`, debts, and what runs in the end ======================================
rem What must outlive a crash: the marker first, then `begun`.
:open
if defined OPEN goto :eof
if not "%REBOOT%"=="never" call :set_marker
if not "%REBOOT%"=="never" if not defined MARKER goto cannot_open
if "%PHASE%"=="steps" set "kept.%ABOUT%.begun="
if not defined kept.%ABOUT%.begun call :owe %ABOUT%.begun %PHASE%
if not defined kept.%ABOUT%.begun goto cannot_open
if not defined BEGUN set "BEGUN=now"
set "OPEN=yes"
goto :eof
rem An action that was interrupted counts as changed; it asks for a restart unless its marker shows that it has had one.
:new_debts
if "%CHANGED% %REBOOT%"=="yes if-changed" set "ASKS=yes"
for %%R in (if-needed if-changed) do if "%REBOOT%"=="%%R" if defined ASKS call :owe_restart
if "%BEGUN%%CHANGED%"=="now" goto :eof
for %%C in (%*) do call :owe %ABOUT%.changed.%%C 1
goto :eof
:owe_restart
call set "COUNT=%%kept.%ABOUT%.restarts%%"
if not defined COUNT set "COUNT=0"
if %COUNT% GEQ 3 (set "WORD=failed" & set "REFUSED=yes" & set "TEXT=asks for a restart every time" & goto fail)
if "%MODE%"=="whatif" (set "restart.%ABOUT%=yes" & goto :eof)
call :set_marker
if not defined MARKER (set "WORD=failed" & goto cannot_open)
call :owe %ABOUT%.restart 1
set "restart.%ABOUT%=yes"
goto :eof
:set_marker
"%SYS%\reg.exe" add "%MARKERS%" /v "Regimen hindered-services %ABOUT%" /t REG_SZ /d 1 /f >nul
call :see_marker %ABOUT%
goto :eof
:cannot_open
set "TEXT=what must outlive a crash cannot be written"
goto fail
rem Who is cut off behind the steps has only what runs in the end left to do.
:finally
call :steps_over
if not "%MODE% %PHASE%"=="run finally" goto :eof
if not defined BEGUN goto :eof
if defined STOP if not "%STOP%"=="failed" goto :eof
call :owe %ABOUT%.begun finally
goto :eof
:steps_over
if "%STOP%"=="failed" if defined DEPENDENTS call :start_dependents all
if defined DEPENDENTS (set "TEXT=left stopped:%DEPENDENTS%" & call :info)
set "PHASE=none"
if "%MODE%"=="whatif" goto finally_whatif
if defined TRIED set "PHASE=finally"
if "%BEGUN%"=="earlier" set "PHASE=finally"
goto :eof
:finally_whatif
if not defined STOP if defined TRIED set "PHASE=finally"
if not defined STOP if "%BEGUN%"=="earlier" set "PHASE=finally"
if "%STOP% %BEGUN%"=="skipped earlier" set "PHASE=finally"
goto :eof
rem DEPENDENTS are services that this action had to stop, each behind the one it depends on, in the order in which they are
rem started again: those of SERVICE, or all.
:start_dependents
set "LEFT="
for %%D in (%DEPENDENTS%) do for /f "tokens=1,2 delims=/" %%S in (%%D) do set "DEPENDENT=%%T" & call :start_dependent "%%S" %1
set "DEPENDENTS=%LEFT%"
call :look_again
goto :eof
:start_dependent
if not "%2"=="all" if /i not "%~1"=="%SERVICE%" (set "LEFT=%LEFT% "%~1/%DEPENDENT%"" & goto :eof)
set "TEXT=do start %DEPENDENT%" & call :info
"%SYS%\sc.exe" start "%DEPENDENT%" >nul
set "RC=%errorlevel%"
call :exit_code
set "ASKED=%DEPENDENT%"
call :see_asked
goto await_started

rem ==== Log: it cannot change a run =================================================================================
:exit_code
call :shown_code
set "TEXT=exit %SHOWN%"
goto info
:fail
if "%PHASE%"=="finally" (set "BROKEN=yes") else set "STOP=failed"
call :say FAIL
goto :eof
:info
call :say INFO
goto :eof
:say
setlocal EnableDelayedExpansion
if not defined QUIET echo %~1 !ABOUT! !TEXT!
endlocal
:write
if not defined LOG goto :eof
set "NOW=%DATE% %TIME:~0,8%"
setlocal EnableDelayedExpansion
rem Of one width, so that it does not matter whether sizes are compared as numbers or as text.
for %%F in ("!LOG!") do set "SIZE=000000000%%~zF"
if "!SIZE:~-9!" GTR "000500000" move /y "!LOG!" "!LOG!.1" >nul
>>"!LOG!" echo !NOW! %~1 !ABOUT! !TEXT!
goto :eof

rem ==== What tests and operations share =============================================================================
rem Until ASKED has stopped, a minute at most; where RC says that it was refused it does not stop.
:await_if_taken
for %%E in (0 1053 1061) do if "%RC%"=="%%E" goto await_stopped
goto :eof
:await_stopped
set "AWAITED=yes"
for /l %%I in (1,1,30) do if defined AWAITED call :await_once
goto :eof
:await_once
call :see_asked
if "%STATE%"=="STOPPED" set "AWAITED="
if not defined STATE set "AWAITED="
if defined AWAITED call :wait 2
goto :eof
rem A service that is just starting takes no control (1061), and is not yet what a later step wants: until ASKED has started,
rem a minute at most.
:await_started
for /l %%I in (1,1,30) do call :await_start
goto :eof
:await_start
if not "%STATE%"=="START_PENDING" goto :eof
call :wait 2
goto see_asked
rem STATE is sc's constant word (labels are translated, words are not), RC its code: 1060 says that there is no such service.
:see_service
set "ASKED=%SERVICE%"
call :see_asked
set "RC=0"
if defined STATE goto :eof
"%SYS%\sc.exe" query "%SERVICE%" >nul
set "RC=%errorlevel%"
goto :eof
:see_asked
set "STATE="
for /f "tokens=2-5 delims=: " %%A in ('%SYS%\sc.exe query "%ASKED%"') do for %%W in (%%A %%B %%C %%D) do for %%S in (RUNNING STOPPED PAUSED START_PENDING STOP_PENDING PAUSE_PENDING CONTINUE_PENDING) do if "%%W"=="%%S" set "STATE=%%S"
goto :eof
rem SHOWN is RC as Windows writes it: small codes in decimal, HRESULTs (as exit codes they are negative) in hexadecimal.
:shown_code
set "SHOWN=%RC%"
if not defined RC (set "SHOWN=none" & goto :eof)
if %RC% GEQ 0 if %RC% LSS 65536 goto :eof
setlocal EnableDelayedExpansion
set "SHOWN=0x"
for %%S in (28 24 20 16 12 8 4 0) do (
  set /a "DIGIT=(RC >> %%S) & 15"
  for %%D in (10/A 11/B 12/C 13/D 14/E 15/F) do for /f "tokens=1,2 delims=/" %%A in ("%%D") do if "!DIGIT!"=="%%A" set "DIGIT=%%B"
  set "SHOWN=!SHOWN!!DIGIT!"
)
endlocal & set "SHOWN=%SHOWN%"
goto :eof
rem Operands that the next state may leave out.
:clear
for %%V in (DEPENDENCIES MISSING SERVICE STARTUP) do set "%%V="
goto :eof
:look_again
set "seen.license="
for %%C in (is.carried) do set "%%C="
goto :eof
:wait
if "%1"=="0" goto :eof
set /a PINGS=%1+1
"%SYS%\ping.exe" -n %PINGS% 127.0.0.1 >nul
goto :eof
:see_marker
set "MARKER="
"%SYS%\reg.exe" query "%MARKERS%" /v "Regimen hindered-services %~1" >nul
if "%errorlevel%"=="0" set "MARKER=yes"
goto :eof
:owe
"%SYS%\reg.exe" add "%KEY%" /v "%~1" /t REG_SZ /d %~2 /f >nul
if "%errorlevel%"=="0" set "kept.%~1=%~2"
goto :eof
:strike
if not defined kept.%~1 goto :eof
set "kept.%~1="
"%SYS%\reg.exe" delete "%KEY%" /v "%~1" /f >nul
goto :eof

rem ==== Read once: facts, maps, known debts; then what belongs to one step alone ====================================
:facts
goto :eof
:known_debts
for %%D in (begun) do if defined kept.start-missing.%%D set "may.start-missing.%%D=yes"
for %%D in (begun) do if defined kept.stop-missing.%%D set "may.stop-missing.%%D=yes"
for %%D in (begun) do if defined kept.set-missing.%%D set "may.set-missing.%%D=yes"
for %%D in (begun) do if defined kept.depend-missing.%%D set "may.depend-missing.%%D=yes"
for %%D in (begun) do if defined kept.carry.%%D set "may.carry.%%D=yes"
goto :eof
