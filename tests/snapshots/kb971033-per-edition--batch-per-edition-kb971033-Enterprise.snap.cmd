@echo off
rem # kb971033: Reactivate Windows 7 KMS clients reported as not genuine
rem #   KB971033 (Windows Activation Technologies) does not belong on volume-licensed machines. Remove it, rebuild the
rem #   activation store, install the edition's KMS client key, activate. See KB4487266.
rem # For machines where: os.edition == Enterprise and os.version == 6.1 and os.type == client and os.edition in
rem # kms-client-key and kms-client-or-no-key; elsewhere it changes nothing.
rem # Usage: kb971033-Enterprise.cmd [/detect or /whatif] [/restart] [/log:PATH] [/quiet] [/?]
rem #   /detect    observe only: scope, each check and goal
rem #   /whatif    say for each action what it would do, change nothing
rem #   /restart   restart the machine after a minute if a restart is required (programs are closed, whatever is open in
rem #              them); without it this script never does
rem #   /log:PATH  instead of Logs\Regimen\kb971033.log in the Windows folder (kept under 1 MiB together with PATH.1);
rem #              name a folder that only administrators can write to: a link there would be followed
rem #   /quiet     print the last line only
rem # Exit codes: 0 compliant, changed or not applicable; 1 failed, or /detect and /whatif found something to do;
rem #   2 wrong arguments; 4 undetermined; 5 not elevated; 6 busy; 3010 a restart is required: restart, run it again
rem Made by regimen from plan kb971033, SHA-256 df04a1c23932. Change the plan, not this file.
setlocal EnableExtensions DisableDelayedExpansion
goto start

:plan
rem ==== remove-wat-update: Remove KB971033 ==========================================================================
call :action remove-wat-update if-changed
set "FIND=Microsoft-Windows-Security-WindowsActivationTechnologies-Package~31bf3856ad364e35~"
set "LAST=97"
set "HEAD=Microsoft-Windows-Security-WindowsActivationTechnologies-Package~31bf3856ad364e35~"
set "HEAD_LENGTH=82"
set "TAIL=~~7.1.7600.16395"
set "TAIL_LENGTH=16"
call :ensure package_absent remove_packages
call :close rebuild-activation-store

rem ==== rebuild-activation-store: Rebuild the activation store ======================================================
call :action rebuild-activation-store never
set "READS=remove-wat-update"
call :needs remove-wat-update
call :depends remove-wat-update
rem when: remove-wat-update.changed or reported-not-genuine
call :when when_rebuild_activation_store
call :requires windir
set "SERVICE=sppuinotify"
set "STARTUP=disabled"
set "MISSING=true"
call :ensure service_startup set_startup
set "SERVICE=sppuinotify"
set "MISSING=true"
call :ensure service_stopped stop_service
set "SERVICE=sppsvc"
set "MISSING=true"
call :ensure service_stopped stop_service
set "FILE=%windir%\System32\7B296FB0-376B-497e-B012-9C450E1B7327-5P-0.C7483456-A289-439d-8115-601632D005A0"
call :ensure file_absent delete_file
set "FILE=%windir%\System32\7B296FB0-376B-497e-B012-9C450E1B7327-5P-1.C7483456-A289-439d-8115-601632D005A0"
call :ensure file_absent delete_file
set "FILE=%windir%\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\tokens.dat"
call :ensure file_absent delete_file
set "FILE=%windir%\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\cache\cache.dat"
call :ensure file_absent delete_file
set "SERVICE=sppsvc"
call :ensure service_running start_service
call :finally
set "SERVICE=sppuinotify"
set "STARTUP=manual"
call :ensure service_startup set_startup
call :close

rem ==== activate: Install the KMS client key of this edition and activate ===========================================
call :action activate never
call :needs rebuild-activation-store
call :depends rebuild-activation-store
rem when: not licensed
call :when when_activate
call :requires map.kms-client-key
set "PRODUCT_KEY=%map.kms-client-key%"
call :ensure license install_key
set "STATUSES=1"
set "TIMES=3" & set "DELAY=30"
call :ensure license activate
call :close

goto :eof

rem ==== Start: variables, switches, elevation =======================================================================
:start
rem What the caller's environment holds under the names that this script tests must not count.
for %%V in (ERRORLEVEL ABOUT ANY ARG ASKED ASKS ATTRIBUTES AWAITED BAD BEGUN BROKEN CBS CHAIN CHANGED CHANNELS CODE COPY COUNT CUT_OFF DATE DELAY DELAYED DEPENDENT DEPENDENTS DIGIT DONE DUE EARLY FILE FILELOG FIND FIRST FOLDER FOUND HASH HEAD HEAD_LENGTH HEX INSIDE INSTALLED IS IT KEY KEYS KMS_HOST KMS_PORT KNOWN LAST LEFT LEFTOVER LINE LOCKED LOG LOGASKED LOGGED LONGEST MARKER MARKERS MISSING MODE NAME NEXT NOW OPEN OPENED OUTCOME OUTSTANDING OWED OWNED PACKAGES PENDING PHASE PINGS PROBES PRODUCT_KEY PROVE QUIET RC READS REASON REBOOT REFUSED RESTART RESUMES SEEN SELF SERVICE SETTLE SHOWN SIZE SKIP START STARTUP STATE STATUSES STOP STRAYS SYS TAIL TAIL_LENGTH) do set "%%V="
for %%V in (TEXT TIME TIMES TRIED UNSURE WHAT WORD WOULD) do set "%%V="
set "SYS=%SystemRoot%\System32" & set "SELF=%~f0"
rem Nor may a user's own Windows folder, or what he wants of dir.
set "ComSpec=%SYS%\cmd.exe" & set "windir=%SystemRoot%" & set "SystemDrive=%SystemRoot:~0,2%" & set "DIRCMD="
set "HASH=df04a1c23932"
set "KEY=HKLM\SOFTWARE\Regimen\kb971033"
set "MARKERS=HKLM\HARDWARE\DESCRIPTION\System"
set "FOLDER=%SystemRoot%\Logs\Regimen"
set "FILELOG=%FOLDER%\kb971033.log"
set "MODE=run" & set "ABOUT=kb971033" & set "TIMES=1" & set "DELAY=0" & set "SETTLE=0"
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
set "TEXT=plan=kb971033 outcome=%OUTCOME% changed=%N_changed% unchanged=%N_unchanged% skipped=%N_skipped% failed=%N_failed% blocked=%N_blocked% waiting=%N_waiting%"
if defined LOG (call :save_outcome <nul) 2>nul
if "%RESTART% %CODE%"=="yes 3010" "%SYS%\shutdown.exe" /r /t 60 /d p:2:17 /c kb971033 <nul >nul 2>nul
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
set "COPY=%FOLDER%\kb971033.%HASH%.cmd"
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
rem This script is for one edition. On another it touches nothing, not even what that edition's script has left to do.
if defined os.edition if /i not "%os.edition%"=="Enterprise" (set "OUTCOME=not-applicable" & goto :eof)
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
if "%1 %IS%"=="package_absent true" if defined PENDING set "OUTSTANDING=yes"
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
if "%1"=="license" if defined license.channel call :tell_license
call :shown_code
set "TEXT=%WHAT%: in place %IS%, code %SHOWN%"
call :fail
:ensured
set "TIMES=1" & set "DELAY=0" & set "SETTLE=0"
for %%V in (CHANNELS FILE FIND HEAD HEAD_LENGTH LAST MISSING PRODUCT_KEY REASON SERVICE STARTUP STATUSES TAIL TAIL_LENGTH) do set "%%V="
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
if "%is.scope%"=="true" if defined OUTSTANDING call :owe_outstanding
if "%is.scope%"=="true" call :settle_debts
goto closed
:close_whatif
if not defined STOP if defined WOULD set "WORD=would change"
if "%STOP%"=="skipped" if defined WOULD set "WORD=would change"
if defined BROKEN set "WORD=failed"
if defined OUTSTANDING call :owe_outstanding
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
set "ended.%ABOUT%=%N%"
set /a N_%N%+=1
set "TEXT=result %WORD%"
if defined restart.%ABOUT% (set "DUE=yes" & set "TEXT=result %WORD% restart")
call :info
set "ABOUT=kb971033"
goto :eof
:settle_debts
for %%W in (changed unchanged skipped) do if "%WORD%"=="%%W" for %%P in (%READS%) do call :strike %%P.changed.%ABOUT%
for %%W in (changed unchanged skipped failed) do if "%WORD%"=="%%W" if not defined REFUSED if not defined restart.%ABOUT% if defined kept.%ABOUT%.restarts call :strike %ABOUT%.restarts
if not defined BEGUN goto :eof
if defined BROKEN goto :eof
if not "%REBOOT%"=="never" if not defined restart.%ABOUT% "%SYS%\reg.exe" delete "%MARKERS%" /v "Regimen kb971033 %ABOUT%" /f >nul
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
if "%2 %IS%"=="package_absent true" if defined PENDING set "OUTSTANDING=yes"
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
rem scope: os.edition == Enterprise and os.version == 6.1 and os.type == client and os.edition in kms-client-key and kms-client-or-no-key
set "doubt.scope="
set "IS=unknown"
if defined os.edition set "IS=false"
if /i "%os.edition%"=="Enterprise" set "IS=true"
if "%IS%"=="false" goto :eof
if "%IS%"=="unknown" set "doubt.scope=yes"
set "IS=unknown"
if defined os.version set "IS=false"
if /i "%os.version%"=="6.1" set "IS=true"
if "%IS%"=="false" goto :eof
if "%IS%"=="unknown" set "doubt.scope=yes"
set "IS=unknown"
if defined os.type set "IS=false"
if /i "%os.type%"=="client" set "IS=true"
if "%IS%"=="false" goto :eof
if "%IS%"=="unknown" set "doubt.scope=yes"
set "IS=%has.kms-client-key%"
if "%IS%"=="false" goto :eof
if "%IS%"=="unknown" set "doubt.scope=yes"
call :check_kms_client_or_no_key
if "%IS%"=="false" goto :eof
if "%IS%"=="unknown" set "doubt.scope=yes"
set "IS=true"
if defined doubt.scope set "IS=unknown"
goto :eof
:goal
rem goal: not wat-update and licensed
set "doubt.goal="
call :check_wat_update
if "%IS%"=="true" (set "IS=false" & goto :eof)
if "%IS%"=="unknown" set "doubt.goal=yes"
call :check_licensed
if "%IS%"=="false" goto :eof
if "%IS%"=="unknown" set "doubt.goal=yes"
set "IS=true"
if defined doubt.goal set "IS=unknown"
goto :eof
:when_rebuild_activation_store
rem when: remove-wat-update.changed or reported-not-genuine
set "doubt.when_rebuild_activation_store="
set "IS=false"
if defined kept.remove-wat-update.changed.rebuild-activation-store set "IS=true"
if "%MODE%"=="whatif" for %%V in (would.remove-wat-update kept.remove-wat-update.begun) do if defined %%V set "IS=true"
if "%IS%"=="true" goto :eof
if "%IS%"=="unknown" set "doubt.when_rebuild_activation_store=yes"
call :check_reported_not_genuine
if "%IS%"=="true" goto :eof
if "%IS%"=="unknown" set "doubt.when_rebuild_activation_store=yes"
set "IS=false"
if defined doubt.when_rebuild_activation_store set "IS=unknown"
goto :eof
:when_activate
rem when: not licensed
call :check_licensed
if "%IS%"=="true" (set "IS=false") else if "%IS%"=="false" set "IS=true"
goto :eof
:check_kms_client_or_no_key
if defined is.kms-client-or-no-key (set "IS=%is.kms-client-or-no-key%" & goto :eof)
set "CHANNELS=kms-client none"
call :observe kms-client-or-no-key license
goto :eof
:check_wat_update
if defined is.wat-update (set "IS=%is.wat-update%" & goto :eof)
set "FIND=Microsoft-Windows-Security-WindowsActivationTechnologies-Package~31bf3856ad364e35~"
set "LAST=97"
set "HEAD=Microsoft-Windows-Security-WindowsActivationTechnologies-Package~31bf3856ad364e35~"
set "HEAD_LENGTH=82"
set "TAIL=~~7.1.7600.16395"
set "TAIL_LENGTH=16"
call :observe wat-update package_installed
goto :eof
:check_licensed
if defined is.licensed (set "IS=%is.licensed%" & goto :eof)
set "STATUSES=1"
call :observe licensed license
goto :eof
:check_reported_not_genuine
if defined is.reported-not-genuine (set "IS=%is.reported-not-genuine%" & goto :eof)
set "STATUSES=5"
set "REASON=3221549568"
call :observe reported-not-genuine license
goto :eof
:all_checks
call :check_kms_client_or_no_key
call :check_wat_update
call :check_licensed
call :check_reported_not_genuine
goto :eof
rem %1 check, %2 what tells: observed once, remembered until an operation is issued
:observe
if not defined MISSING set "MISSING=false"
set "IS=unknown" & set "AFTER="
call :test_%2
for %%V in (CHANNELS FILE FIND HEAD HEAD_LENGTH LAST MISSING PRODUCT_KEY REASON SERVICE STARTUP STATUSES TAIL TAIL_LENGTH) do set "%%V="
:observed
set "is.%~1=%IS%"
set "TEXT=observe %~1 %IS%"
if not defined OPENED set "EARLY=%EARLY% %~1/%IS%"
call :info
goto :eof

rem ==== Tests: is the state in place? IS is true, false or unknown ==================================================
rem A folder in the file's place is neither absent nor touched.
:test_file_absent
if not exist "%FILE%" (set "IS=true") else if not exist "%FILE%\" set "IS=false"
goto :eof
rem CHANNELS, STATUSES and REASON say what is asked; what is not asked is empty.
:test_license
call :see_license
if not defined license.channel goto :eof
set "IS=false"
if defined CHANNELS (set "IT=no") else set "IT=yes"
for %%C in (%CHANNELS%) do if "%license.channel%"=="%%C" set "IT=yes"
if "%IT%"=="no" goto :eof
if defined STATUSES (set "IT=no") else set "IT=yes"
for %%C in (%STATUSES%) do if "%license.LicenseStatus%"=="%%C" set "IT=yes"
if "%IT%"=="no" goto :eof
if defined REASON if not "%license.LicenseStatusReason%"=="%REASON%" goto :eof
if defined PRODUCT_KEY if /i not "%license.PartialProductKey%"=="%PRODUCT_KEY:~-5%" goto :eof
if defined KMS_HOST if /i not "%license.KeyManagementServiceMachine%"=="%KMS_HOST%" goto :eof
if defined KMS_PORT if not "%license.KeyManagementServicePort%"=="%KMS_PORT%" goto :eof
set "IS=true"
goto :eof
:test_package_absent
call :see_packages
if "%INSTALLED%"=="false" set "IS=true"
if "%INSTALLED%"=="true" set "IS=false"
goto :eof
:test_package_installed
call :see_packages
if defined INSTALLED set "IS=%INSTALLED%"
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
:apply_activate
set "TEXT=do activate" & call :info
"%SYS%\cscript.exe" //nologo //T:120 "%SYS%\slmgr.vbs" /ato >nul
set "RC=%errorlevel%"
goto :eof
:apply_delete_file
set "TEXT=do delete %FILE%" & call :info
del /f /q /a "%FILE%" >nul
set "RC=%errorlevel%"
goto :eof
:apply_install_key
set "TEXT=do install-key %PRODUCT_KEY:~-5%" & call :info
"%SYS%\cscript.exe" //nologo //T:120 "%SYS%\slmgr.vbs" /ipk %PRODUCT_KEY% >nul
set "RC=%errorlevel%"
goto :eof
:apply_remove_packages
call :see_packages
for /f "tokens=1,3" %%A in ('%SYS%\reg.exe query "%CBS%\SessionsPending" /v Exclusive') do if /i "%%A"=="Exclusive" if /i not "%%B"=="0x0" set "INSTALLED=busy"
if "%INSTALLED%"=="busy" (set "RC=1618" & set "TEXT=the servicing stack is busy" & goto info)
for %%P in (%PACKAGES%) do call :remove_package %%P
goto :eof
:remove_package
set "TEXT=do remove-package %~1" & call :info
"%SYS%\dism.exe" /Online /English /Quiet /NoRestart /Remove-Package /PackageName:%~1 >nul
set "RC=%errorlevel%"
if "%RC%"=="3010" set "ASKS=yes"
call :exit_code
set "LOGGED=yes"
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
rem A restart that a package waits for is owed as one that is asked for: proved by a marker, and counted.
:owe_outstanding
if "%WORD%"=="failed" goto :eof
if defined restart.%ABOUT% goto :eof
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
"%SYS%\reg.exe" add "%MARKERS%" /v "Regimen kb971033 %ABOUT%" /t REG_SZ /d 1 /f >nul
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
rem What is seen where a step fails: slmgr ends with 0 on licences that are not genuine. `set /a` ends at 0x7fffffff, so that
rem the reason is put together from its first five digits (100000 is 0x10000 and 34464) and its last.
:tell_license
setlocal
for %%S in ("0 unlicensed" "1 licensed" "2 oob-grace" "3 oot-grace" "4 non-genuine-grace" "5 notification" "6 extended-grace") do for /f "tokens=1,2" %%A in (%%S) do if "%license.LicenseStatus%"=="%%A" set "STATUSES=%%B"
set "SHOWN=none" & set "RC=%license.LicenseStatusReason%"
if not "%RC:~9%"=="" (
  set /a "LOW=%RC:~0,5% * 34464 + 1%RC:~5% - 100000"
  set /a "HIGH=%RC:~0,5% - 65536 + (LOW >> 16)"
  set /a "LOW=LOW & 65535"
  set /a "RC=(HIGH << 16) | LOW"
)
if not "%license.channel%"=="none" call :shown_code
set "TEXT=the licence: %license.channel% %STATUSES% %SHOWN%" & call :info
endlocal
goto :eof

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
rem INSTALLED is true, false or nothing; PACKAGES are those in state 0x70 and 0x80, PENDING says that a restart is outstanding.
rem Exit code 1 and no output prove nothing: the key was read if any line came back.
:see_packages
set "INSTALLED=" & set "PACKAGES=" & set "PENDING="
set "CBS=HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing"
for /f "tokens=1,* delims=\" %%A in ('%SYS%\reg.exe query "%CBS%\Packages" /k /f "%FIND%"') do (
  if not defined INSTALLED set "INSTALLED=false"
  set "NAME=%%B"
  if /i "%%A"=="HKEY_LOCAL_MACHINE" call :see_package
)
if defined PACKAGES set "INSTALLED=true"
if "%INSTALLED%"=="unread" set "INSTALLED="
goto :eof
:see_package
set "NAME=%NAME:*\Packages\=%"
call :fits
if not "%IT%"=="true" goto :eof
set "STATE=unread"
for /f "tokens=1,3" %%A in ('%SYS%\reg.exe query "%CBS%\Packages\%NAME%" /v CurrentState') do if /i "%%A"=="CurrentState" set "STATE=%%B"
if "%STATE%"=="unread" set "INSTALLED=unread"
for %%S in (0x70 0x80) do if /i "%STATE%"=="%%S" set "PACKAGES=%PACKAGES% %NAME%"
for %%S in (0x5 0x60) do if /i "%STATE%"=="%%S" set "PENDING=yes"
goto :eof
rem All Windows products are asked for, keyed or not: no row is unknown, no keyed row is `none`, two keyed rows are unknown.
:see_license
if defined seen.license goto :eof
for %%V in (channel Description LicenseStatus LicenseStatusReason PartialProductKey KeyManagementServiceMachine KeyManagementServicePort) do set "license.%%V="
set "seen.license=yes" & set "KEYS=0"
for /f "tokens=1,* delims==" %%A in ('%SYS%\wbem\wmic.exe path SoftwareLicensingProduct where "ApplicationID='55c92734-d682-4d71-983e-d6ec3f16059f'" get Description^,LicenseStatus^,LicenseStatusReason^,PartialProductKey /value') do for /f "delims=" %%C in ("%%B") do (
  if "%%A"=="PartialProductKey" set /a KEYS+=1
  if not defined license.PartialProductKey set "license.%%A=%%C"
)
if not defined license.LicenseStatus goto :eof
if %KEYS% GTR 1 goto :eof
if "%KEYS%"=="0" (set "license.channel=none" & set "license.LicenseStatus=0" & set "license.LicenseStatusReason=none" & goto :eof)
if not defined license.Description goto :eof
set "license.channel=other"
for %%C in ("RETAIL retail" "OEM_ oem" "VOLUME_MAK mak" "VOLUME_KMS_ kms-host" "VOLUME_KMSCLIENT kms-client") do for /f "tokens=1,2" %%D in (%%C) do call :channel %%D %%E
goto :eof
:channel
call set "SEEN=%%license.Description:%1=%%"
if not "%SEEN%"=="%license.Description%" set "license.channel=%2"
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
for %%V in (CHANNELS FILE FIND HEAD HEAD_LENGTH LAST MISSING PRODUCT_KEY REASON SERVICE STARTUP STATUSES TAIL TAIL_LENGTH) do set "%%V="
goto :eof
rem Whether NAME begins with HEAD and ends with TAIL, which do not overlap, or holds INSIDE.
:fits
set "IT=false"
setlocal EnableDelayedExpansion
if defined INSIDE if "!NAME:%INSIDE%=!"=="!NAME!" goto :eof
if defined LAST if "!NAME:~%LAST%,1!"=="" goto :eof
if defined LONGEST if not "!NAME:~%LONGEST%,1!"=="" goto :eof
if defined HEAD if /i not "!NAME:~0,%HEAD_LENGTH%!"=="!HEAD!" goto :eof
if defined TAIL if /i not "!NAME:~-%TAIL_LENGTH%!"=="!TAIL!" goto :eof
endlocal & set "IT=true"
goto :eof
:look_again
set "seen.license="
for %%C in (is.kms-client-or-no-key is.wat-update is.licensed is.reported-not-genuine) do set "%%C="
goto :eof
:wait
if "%1"=="0" goto :eof
set /a PINGS=%1+1
"%SYS%\ping.exe" -n %PINGS% 127.0.0.1 >nul
goto :eof
:see_marker
set "MARKER="
"%SYS%\reg.exe" query "%MARKERS%" /v "Regimen kb971033 %~1" >nul
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
for %%V in (os.version os.edition os.type) do set "%%V="
set "MAJOR=" & set "MINOR="
for /f "tokens=1,2,*" %%A in ('%SYS%\reg.exe query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"') do (
  if /i "%%A"=="CurrentVersion" set "os.version=%%C"
  if /i "%%A"=="CurrentMajorVersionNumber" set "MAJOR=%%C"
  if /i "%%A"=="CurrentMinorVersionNumber" set "MINOR=%%C"
  if /i "%%A"=="EditionID" set "os.edition=%%C"
  if /i "%%A"=="InstallationType" set "os.type=%%C"
)
if "%os.version%"=="6.3" if defined MAJOR set /a MAJOR=%MAJOR%, MINOR=%MINOR%+0
if "%os.version%"=="6.3" if defined MAJOR set "os.version=%MAJOR%.%MINOR%"
if /i "%os.type%"=="Client" (set "os.type=client") else if defined os.type call :server_type
set "has.kms-client-key=unknown"
if defined os.edition set "has.kms-client-key=false"
if /i "%os.edition%"=="Enterprise" set "map.kms-client-key=33PXH-7Y6KF-2VJC9-XBBR8-HVTHH"
if /i "%os.edition%"=="Enterprise" set "has.kms-client-key=true"
goto :eof
:server_type
set "os.type=server"
for /f "tokens=1,3" %%A in ('%SYS%\reg.exe query "HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions" /v ProductType') do if /i "%%A %%B"=="ProductType LanmanNT" set "os.type=domain-controller"
goto :eof
:known_debts
for %%D in (begun restart restarts changed.rebuild-activation-store) do if defined kept.remove-wat-update.%%D set "may.remove-wat-update.%%D=yes"
for %%D in (begun) do if defined kept.rebuild-activation-store.%%D set "may.rebuild-activation-store.%%D=yes"
if defined kept.rebuild-activation-store.begun set "may.finally.rebuild-activation-store=yes"
for %%D in (begun) do if defined kept.activate.%%D set "may.activate.%%D=yes"
goto :eof
