<#
.SYNOPSIS
Give the Windows Update client a new store and a new identity, once a machine

.DESCRIPTION
For clients that fail with errors of their update store or of the catalogue database, and for clones that share one
identity and hide each other from WSUS. Stops the client, removes its store, the catalogue databases and its identity,
and starts it again; Windows makes all of them anew. The display of the update history starts anew too; what is
installed stays installed. What was downloaded stays on the disk and is tidied up by the client. The registry
remembers that a machine was reset. To reset all of them again, build with --set generation=2.
For machines where: os.version >= 6.1 and not switched-off; elsewhere it changes nothing.
Right when: reset.
Run it elevated. It asks no question and can be run again at any time; after a restart that it asks for, run it again.
Exit codes: 0 compliant, changed or not applicable; 1 failed, or -Detect and -WhatIf found something to do; 2 wrong
arguments (what PowerShell itself refuses, such as -LogPath without a value, is 1); 4 undetermined; 5 not elevated; 6
busy; 3010 a restart is required: restart, run it again.
Where a policy asks for signed scripts (AllSigned outweighs -ExecutionPolicy Bypass; AppLocker and Windows Defender
Application Control run what they do not trust in ConstrainedLanguage mode, in which this script changes nothing, says
so and ends with 4), sign it with a certificate that the machines trust, or use the batch script.

Made by regimen from plan windows-update-reset, SHA-256 3804145d0ccf. Change the plan, not this file.

.PARAMETER Stray
Leave it out. It catches a word that is no switch, so that the script can refuse it (exit code 2).

.PARAMETER Detect
Observe only: scope, each check and goal. Nothing is changed.

.PARAMETER WhatIf
Say for each action what it would do. Nothing is changed.

.PARAMETER Restart
Restart the machine after a minute if a restart is required; programs are closed, whatever is open in them. Without it
this script never restarts a machine.

.PARAMETER LogPath
The log, instead of Logs\Regimen\windows-update-reset.log in the Windows folder (kept under 1 MiB together with PATH.1).
With -Detect and -WhatIf there is none unless it is named here. Name a folder that only administrators can write
to: a link that somebody else puts there is followed with the rights of this run.

.PARAMETER Quiet
Print the last line only.

.LINK
https://learn.microsoft.com/troubleshoot/windows-client/installing-updates-features-roles/additional-resources-for-windows-update

.LINK
https://learn.microsoft.com/troubleshoot/windows-client/setup-upgrade-and-drivers/windows-update-reset-tool

.LINK
https://support.microsoft.com/help/903262
#>
param([string]$Stray, [switch]$Detect, [switch]$WhatIf, [switch]$Restart, [string]$LogPath, [switch]$Quiet)
Set-StrictMode -Version 2
if ('FullLanguage' -ne $ExecutionContext.SessionState.LanguageMode) {
    # AppLocker or Windows Defender Application Control do not trust this file: nearly all that follows is refused it.
    "FAIL windows-update-reset PowerShell runs this script in $($ExecutionContext.SessionState.LanguageMode) mode: sign it and trust its signer, or use the batch script"
    'regimen plan=windows-update-reset outcome=undetermined changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0'
    exit 4
}
# Modules are the engine's own: a user's are looked for first otherwise, and could stand in for New-Object.
$ModulePath = $env:PSModulePath
$env:PSModulePath = "$PSHOME\Modules"
$ErrorActionPreference = 'Stop'
$WhatIfPreference = $false
$ConfirmPreference = 'None'
$PlanId = 'windows-update-reset'
$PlanHash = '3804145d0ccf'
$Wrong = $Stray -ne '' -or $args.Length -gt 0 -or ($Detect -and $WhatIf) -or ($PSBoundParameters.ContainsKey('LogPath') -and $LogPath -eq '')

# ==== The plan ======================================================================================================

function Initialize-Plan {
    Add-Check 'switched-off' { Test-ServiceStartup 'wuauserv' 'disabled' -OrMissing }

    Add-Check 'reset' { Test-RegistryValue 'HKLM\SOFTWARE\Windows Update Reset' 'Generation' 'string' '1' }

    # ---- reset-client: Reset the Windows Update client -------------------------------------------------------------
    Add-Action 'reset-client' -Requires { Get-Folder 'windir' } -When {
        Test-Not { Test-Check 'reset' }
    } -Steps {
        Set-ServiceStopped 'UsoSvc' -OrMissing
        Set-ServiceStopped 'bits' -OrMissing
        Set-ServiceStopped 'wuauserv' -OrMissing
        Set-ServiceStopped 'cryptsvc' -OrMissing
        # The store of the client
        Set-FileAbsent ((Get-Folder 'windir') + '\SoftwareDistribution\DataStore\DataStore.edb')
        Set-FilesAbsent ((Get-Folder 'windir') + '\SoftwareDistribution\DataStore\Logs') 'edb*'
        # The catalogue databases
        Set-FileAbsent ((Get-Folder 'windir') + '\System32\catroot2\{127D0A1D-4EF2-11D1-8608-00C04FC295EE}\catdb')
        Set-FileAbsent ((Get-Folder 'windir') + '\System32\catroot2\{F750E6C3-38EE-11D1-85E5-00C04FC295EE}\catdb')
        Set-FilesAbsent ((Get-Folder 'windir') + '\System32\catroot2') 'edb*'
        # The identity, by which WSUS tells clients apart
        Set-RegistryValueAbsent 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate' 'SusClientId'
        Set-RegistryValueAbsent 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate' 'SusClientIdValidation'
        Set-RegistryValueAbsent 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate' 'PingID'
        Set-RegistryValueAbsent 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate' 'AccountDomainSid'
        Set-ServiceRunning 'cryptsvc'
        Set-ServiceRunning 'wuauserv'
        Set-RegistryValue 'HKLM\SOFTWARE\Windows Update Reset' 'Generation' 'string' '1'
    } -Finally {
        Set-ServiceRunning 'cryptsvc'
    }, {
        Set-ServiceRunning 'wuauserv'
    }
}

function Test-Scope {
    Test-All { Test-Version (Get-Fact 'os.version') '>=' '6.1' }, { Test-Not { Test-Check 'switched-off' } }
}

function Test-Goal {
    Test-Check 'reset'
}

# ==== The run: debts, scope, goal; then the actions, under the lock =================================================

function Invoke-Main {
    # The outcome of the run, one word.
    if ($Wrong) { return 'wrong-arguments' }
    if (-not (Test-Elevated)) { return 'not-elevated' }
    Initialize-Plan
    if ($LogPath -and ($Detect -or $WhatIf)) { $script:LogOpen = $true }
    Save-LogLine 'INFO' "$PlanId begin"
    Read-Debt
    $script:Scope = Get-Truth { Test-Scope }
    if ($Detect -or $WhatIf) { return Invoke-Look }
    return Invoke-Change
}

function Invoke-Change {
    # Brings the plan about.
    if ($true -ne $Scope) {
        if (-not ($Owed -or $Leftover)) { return Get-FencedOutcome }
    } else {
        $goal = Get-Truth { Test-Goal }
        if (-not ($Owed -or $Leftover)) {
            if ($null -eq $goal) { return 'undetermined' }
            if ($goal) { return 'compliant' }
        }
    }
    if (-not (Enter-Lock)) { return 'busy' }
    Read-Debt
    foreach ($action in $Actions) { Invoke-Turn $action }
    if ($true -ne $Scope) {
        if ($false -eq $Scope) { Remove-FencedDebt }
        return Get-FencedOutcome
    }
    if ($Owing.Count -gt 0) { return 'reboot-required' }
    $goal = Get-Truth { Test-Goal }
    if ($Bad.Count -gt 0 -or $false -eq $goal) { return 'failed' }
    if ($null -eq $goal) { return 'undetermined' }
    if ($AnyChange) { return 'changed' }
    return 'compliant'
}

function Get-FencedOutcome {
    # Behind the fence only an unproved restart and an interrupted `finally` count.
    if ($Owing.Count -gt 0) { return 'reboot-required' }
    if ($Bad.Count -gt 0) { return 'failed' }
    if ($Detect -or $WhatIf) {
        foreach ($action in $Actions) {
            if (@($action['Finally']).Length -gt 0 -and $Debts.ContainsKey("$($action['Id']).begun")) { return 'remediation-needed' }
        }
    }
    if ($null -eq $Scope) { return 'undetermined' }
    return 'not-applicable'
}

function Invoke-Look {
    # -Detect and -WhatIf: changes nothing.
    if ($true -ne $Scope) { return Get-FencedOutcome }
    if ($Detect) { foreach ($check in $Checks) { [void](Test-Check $check) } }
    $goal = Get-Truth { Test-Goal }
    if ($WhatIf -and ($Owed -or $false -eq $goal)) {
        foreach ($action in $Actions) { Invoke-Preview $action }
        if ($Owing.Count -eq 0 -and ($Counts['changed'] + $Counts['waiting'] + $Counts['failed'] + $Counts['blocked']) -gt 0) { return 'remediation-needed' }
    }
    if ($Owing.Count -gt 0) { return 'reboot-required' }
    if ($Owed -or $false -eq $goal) { return 'remediation-needed' }
    if ($null -eq $goal) { return 'undetermined' }
    return 'compliant'
}

function Complete-Run([string]$Outcome) {
    # The exit code, after the last line and what an inventory reads.
    $look = $Detect -or $WhatIf
    $code = 0
    switch ($Outcome) {
        'failed' { $code = 1 }
        'remediation-needed' { $code = 1 }
        'wrong-arguments' { $code = 2 }
        'undetermined' { $code = 4 }
        'not-elevated' { $code = 5 }
        'busy' { $code = 6 }
        'reboot-required' { if ($look) { $code = 1 } else { $code = 3010 } }
    }
    $line = "plan=$PlanId outcome=$Outcome"
    foreach ($result in 'changed', 'unchanged', 'skipped', 'failed', 'blocked', 'waiting') { $line += " $result=$($Counts[$result])" }
    $silent = 'wrong-arguments', 'not-elevated', 'busy' -contains $Outcome -or ($Outcome -eq 'not-applicable' -and $null -eq $Lock)
    if (-not $look -and -not $silent) {
        $script:LogOpen = $true
        Save-Outcome $Outcome $code
    }
    if ($Restart -and $code -eq 3010) { Request-Restart }
    Save-LogLine 'INFO' "regimen $line"
    Write-Screen "regimen $line"
    return $code
}

function Request-Restart {
    try {
        [void](Invoke-Program "$System\shutdown.exe" (Join-Argument ('/r', '/t', '60', '/d', 'p:2:17', '/c', $PlanId)) 60)
    } catch {
        Write-Log 'WARN' (Format-Error $_)
    }
}

# ==== An action's turn ==============================================================================================

function Add-Action([string]$Id, [string[]]$Needs = @(), [string[]]$Depends = @(), [scriptblock[]]$Requires = @(), [scriptblock]$When,
    [scriptblock]$Steps, [scriptblock[]]$Finally = @(), [int]$Times = 1, [int]$Delay = 0, [string]$Reboot = 'never',
    [string[]]$Consumers = @(), [switch]$Once) {
    # Needs: what must have succeeded. Depends: what may change what this one reads, for -WhatIf. Requires: what it needs a value
    # of. Consumers: the actions whose condition reads that this one changed. Once: it has a command that runs once a machine.
    [void]$Actions.Add(@{ 'Id' = $Id; 'Needs' = $Needs; 'Depends' = $Depends; 'Requires' = $Requires; 'When' = $When; 'Steps' = $Steps
        'Finally' = $Finally; 'Times' = $Times; 'Delay' = $Delay; 'Reboot' = $Reboot; 'Consumers' = $Consumers; 'Once' = [bool]$Once })
}

function Start-Turn($Action) {
    $script:About = $Action['Id']
    $Stopped.Clear(); $Halted.Clear()
    # Cut off in an earlier run: in its steps, which it resumes, or in what runs in the end. It counts as changed; no restart has
    # come since where its marker still stands.
    $cutOff = $Debts.ContainsKey("$About.begun")
    $resumes = $cutOff -and 'steps' -ceq $Debts["$About.begun"]
    $asks = $cutOff -and $Action['Reboot'] -eq 'if-changed' -and (Test-Marker $About)
    $script:Turn = @{ 'Action' = $Action; 'CutOff' = $cutOff; 'Resumes' = $resumes; 'Open' = $false; 'Tried' = $false; 'Changed' = $false
        'Asks' = $asks; 'Outstanding' = $false; 'Finally' = $false; 'Broken' = $false; 'Would' = $false }
}

function Invoke-Turn($Action) {
    Start-Turn $Action
    $word = Get-Refusal $Action
    if ('' -eq $word) {
        $word = 'unchanged'
        if (-not (Invoke-Attempt $Action)) { $word = 'failed' }
    }
    foreach ($pair in $Stopped) { Write-Log 'WARN' "left stopped with $($pair['Service']): $($pair['Dependents'])" }
    if ($Turn['Tried'] -or $Turn['CutOff']) {
        $Turn['Finally'] = $true
        if ('unchanged', 'failed' -contains $word) { Close-Step $Action }
        foreach ($step in @($Action['Finally'])) {
            try { [void](& ([scriptblock]$step)) } catch { Write-Log 'FAIL' (Format-Error $_); $Turn['Broken'] = $true }
        }
    }
    Complete-Turn $Action $word
}

function Get-Refusal($Action) {
    # Why the steps are not looked at; empty where they are.
    if ($true -ne $Scope) { return 'skipped' }
    foreach ($need in @($Action['Needs'])) { if ($Bad.ContainsKey($need)) { return 'blocked' } }
    foreach ($need in @($Action['Needs'])) { if ($Waiting.ContainsKey($need) -or $Owing.ContainsKey($need)) { return 'waiting' } }
    return Get-Obstacle $Action
}

function Get-Obstacle($Action) {
    # Steps that were cut off go on whatever the condition says now: what is done of them may be what makes it false.
    if ($null -ne $Action['When'] -and -not $Turn['Resumes']) {
        $due = Get-Truth $Action['When']
        if ($null -eq $due) { Write-Log 'FAIL' 'its condition is unknown'; return 'failed' }
        if (-not $due) { return 'skipped' }
    }
    try {
        foreach ($value in @($Action['Requires'])) { [void](& ([scriptblock]$value)) }
    } catch {
        Write-Log 'FAIL' (Format-Error $_)
        return 'failed'
    }
    return ''
}

function Invoke-Attempt($Action) {
    # The steps, attempted as often as the plan says. Whether they came to their end.
    for ($attempt = 1; $attempt -le $Action['Times']; $attempt++) {
        if ($attempt -gt 1) { Wait-Second $Action['Delay'] }
        try { [void](& ([scriptblock]$Action['Steps'])); return $true } catch { Write-Log 'FAIL' (Format-Error $_) }
    }
    # Dependents that this action had to stop do not stay stopped because it failed.
    foreach ($pair in @($Stopped)) { Start-Dependent $pair }
    return $false
}

function Complete-Turn($Action, [string]$Word) {
    # Debts first, then `begun` goes: a cut in between leaves too much, never too little.
    $inside = $true -eq $Scope
    $began = $Turn['CutOff'] -or $Turn['Open']
    # Steps that were cut off and have had no turn yet are still to be taken up.
    $stillDue = $Turn['Resumes'] -and 'blocked', 'waiting' -contains $Word
    $refused = $false
    if ($Turn['Changed']) { $script:AnyChange = $true }
    if ($Turn['Broken']) { $Word = 'failed' }
    elseif ($inside -and $Turn['Changed'] -and 'unchanged', 'skipped' -contains $Word) { $Word = 'changed' }
    $asks = $Turn['Asks'] -or ($Turn['Changed'] -and $Action['Reboot'] -eq 'if-changed')
    $asks = $asks -and $began -and 'if-needed', 'if-changed' -contains $Action['Reboot']
    if ($inside -and ($asks -or (Test-RestartOutstanding $Word))) {
        if (Test-RestartAllowed) {
            Set-Marker $About
            Set-Debt "$About.restart" '1'
            $Owing[$About] = $true
        } else {
            $refused = $true
            $Word = 'failed'
        }
    }
    if ($inside) {
        if ($Turn['Changed'] -or $Turn['CutOff']) { foreach ($consumer in @($Action['Consumers'])) { Set-Debt "$About.changed.$consumer" '1' } }
        if ('changed', 'unchanged', 'skipped' -contains $Word) {
            foreach ($debt in @($Debts.Keys)) { if ($debt.EndsWith(".changed.$About", [StringComparison]::OrdinalIgnoreCase)) { Remove-Debt $debt } }
        }
        if ('changed', 'unchanged', 'skipped', 'failed' -contains $Word -and -not $refused -and -not $Owing.ContainsKey($About)) { Remove-Debt "$About.restarts" }
        if ($began -and -not $Turn['Broken']) {
            if ($Action['Reboot'] -ne 'never' -and -not $Owing.ContainsKey($About)) { Remove-Marker $About }
            if (-not $stillDue) { Remove-Debt "$About.begun" }
        }
    }
    Save-Result $Word
}

function Test-RestartOutstanding([string]$Word) {
    # Whether a package waits for a restart that is not owed yet. It is owed as one that is asked for: proved by a marker, and counted.
    return $Turn['Outstanding'] -and $Word -ne 'failed' -and -not $Owing.ContainsKey($About)
}

function Test-RestartAllowed {
    # Whether the action may ask for one more restart.
    if ((Get-RestartCount $About) -lt 3) { return $true }
    Write-Log 'FAIL' 'asks for a restart every time'
    return $false
}

function Save-Result([string]$Word) {
    # -WhatIf: what would change counts as changed, what would wait and what cannot be foreseen as waiting.
    $count = $Word
    if ($Word -eq 'would change') { $count = 'changed' }
    if ($Word -eq 'would wait' -or $Word.StartsWith('depends on ', [StringComparison]::Ordinal)) { $count = 'waiting' }
    $Counts[$count] += 1
    $Results[$About] = $count
    if ('failed', 'blocked' -contains $Word) { $Bad[$About] = $true }
    if ('waiting', 'would wait' -contains $Word) { $Waiting[$About] = $true }
    $text = "result $Word"
    if ($Owing.ContainsKey($About)) { $text += ' restart' }
    Write-Log 'INFO' $text
    $script:About = $PlanId
}

function Invoke-Preview($Action) {
    # -WhatIf: what the action would do, without doing anything.
    Start-Turn $Action
    $word = ''
    foreach ($need in @($Action['Needs'])) { if ('' -eq $word -and $Unsure.ContainsKey($need)) { $word = "depends on $need" } }
    foreach ($need in @($Action['Needs'])) { if ('' -eq $word -and ($Waiting.ContainsKey($need) -or $Owing.ContainsKey($need))) { $word = 'would wait' } }
    foreach ($earlier in @($Action['Depends'])) { if ('' -eq $word -and $WouldChange.ContainsKey($earlier)) { $word = "depends on $earlier" } }
    foreach ($need in @($Action['Needs'])) { if ($Bad.ContainsKey($need)) { $word = 'blocked' } }
    if ('' -eq $word) { $word = Get-Preview $Action }
    if ($Turn['Asks'] -or (Test-RestartOutstanding $word)) { if (Test-RestartAllowed) { $Owing[$About] = $true } else { $word = 'failed' } }
    if ($word.StartsWith('depends on ', [StringComparison]::Ordinal)) { $Unsure[$About] = $true }
    if ($word -eq 'would change' -or $Unsure.ContainsKey($About)) { $WouldChange[$About] = $true }
    if ($word -eq 'would change' -and $Action['Reboot'] -eq 'if-changed') { $Waiting[$About] = $true }
    Save-Result $word
}

function Get-Preview($Action) {
    $word = Get-Obstacle $Action
    if ('failed' -eq $word) { return $word }
    try {
        if ('' -eq $word) {
            $word = 'unchanged'
            [void](& ([scriptblock]$Action['Steps']))
        }
        # A `finally` that an earlier run did not come to is run even where the action is skipped.
        if ($Turn['Tried'] -or $Turn['CutOff']) { foreach ($step in @($Action['Finally'])) { [void](& ([scriptblock]$step)) } }
    } catch {
        Write-Log 'FAIL' (Format-Error $_)
        return 'failed'
    }
    if ($Turn['Would']) { return 'would change' }
    return $word
}

# ==== A step: test, apply, test again ===============================================================================

function Invoke-Step([string]$What, [scriptblock]$Test, [scriptblock]$Apply, [scriptblock]$Undo) {
    # The test after applying decides. Test gives true or false and throws where it cannot see; Apply gives a tool's exit code;
    # Undo takes back what Apply has noted, where it was of no use.
    if ($Turn['Would']) { return }
    $Turn['Tried'] = $true
    $script:After = $false
    $script:Pending = $false
    $is = Get-Truth $Test
    if ($is) {
        if ($Pending) { $Turn['Outstanding'] = $true }
        return
    }
    if ($null -eq $is) { Stop-Step "${What}: it cannot be observed whether this is needed"; return }
    if ($WhatIf) { $Turn['Would'] = $true; return }
    Open-Turn
    $code = $null
    for ($attempt = 1; $attempt -le $Times -and $false -eq $is; $attempt++) {
        if ($attempt -gt 1) {
            Wait-Second $Delay
            $script:After = $false
            $is = Get-Truth $Test
            if ($is) { $Turn['Changed'] = $true; return }
            if ($null -eq $is) { break }
        }
        $script:Probes = 0
        $script:Rejected = $false
        $script:Pending = $false
        try {
            $code = & $Apply
        } catch {
            $code = Get-ErrorCode $_
            Write-Log 'WARN' (Format-Error $_)
        }
        $Known.Clear()
        if ($Rejected) { continue }
        $script:After = $true
        $is = Get-Truth $Test
        for ($look = $Probes + [Math]::Floor([double]($Settle / 2)); $look -gt 0 -and $false -eq $is; $look--) {
            Wait-Second 2
            $is = Get-Truth $Test
        }
        if ($is) {
            if ($Pending) { $Turn['Outstanding'] = $true }
            $Turn['Changed'] = $true
            return
        }
    }
    if ($null -ne $Undo) { & $Undo }
    if ($Known.ContainsKey('license?')) {
        $license = $Known['license?']
        Write-Log 'INFO' "the licence: $($license['Channel']) $($license['Status']) $($license['Reason'])"
    }
    Stop-Step "${What}: in place $(Format-Truth $is), code $(Format-Code $code)"
}

function Stop-Step([string]$Problem) {
    # In `finally` the next step is attempted all the same.
    if (-not $Turn['Finally']) { throw $Problem }
    Write-Log 'FAIL' $Problem
    $Turn['Broken'] = $true
}

function Open-Turn {
    # What must outlive a crash, before the first operation of a turn: the marker, then `begun`.
    if ($Turn['Open']) { return }
    if ($Turn['Action']['Reboot'] -ne 'never') { Set-Marker $About }
    if (-not $Turn['Finally']) { Set-Debt "$About.begun" 'steps' } elseif (-not $Turn['CutOff']) { Set-Debt "$About.begun" 'finally' }
    $Turn['Open'] = $true
}

function Close-Step($Action) {
    # The steps are over: who is cut off from here on has only what runs in the end left to do.
    if (-not ($Turn['Open'] -or $Turn['CutOff']) -or @($Action['Finally']).Length -eq 0) { return }
    try { Set-Debt "$About.begun" 'finally' } catch { Write-Log 'WARN' (Format-Error $_) }
}

function Start-Operation([string]$What) {
    $Known.Clear()
    Write-Log 'INFO' "do $What"
}

function Wait-Second([int]$Seconds) {
    # What was observed before may have changed since.
    [Threading.Thread]::Sleep($Seconds * 1000)
    $Known.Clear()
}

# ==== Conditions: true, false or unknown ($null) ====================================================================

function Get-Truth([scriptblock]$Test) {
    # What cannot be observed throws, and is unknown; it is never false.
    $is = $null
    try {
        $is = & $Test
        if ($null -ne $is -and $is -isnot [bool]) { throw "no truth: $Test" }
    } catch {
        $is = $null
        Write-Log 'WARN' (Format-Error $_)
    }
    return $is
}

function Test-All([scriptblock[]]$Conditions = @()) {
    $answer = $true
    foreach ($condition in @($Conditions)) {
        $is = Get-Truth $condition
        if ($false -eq $is) { return $false }
        if ($null -eq $is) { $answer = $null }
    }
    return $answer
}

function Test-Not([scriptblock]$Condition) {
    $is = Get-Truth $Condition
    if ($null -eq $is) { return $null }
    return -not $is
}

function Add-Check([string]$Id, [scriptblock]$Test, [scriptblock]$Value) {
    # Value: what `.value` reads.
    [void]$Checks.Add($Id)
    $Tests[$Id] = $Test
    $Values[$Id] = $Value
}

function Test-Check([string]$Id) {
    # Observed once, and again after an operation.
    if (-not $Known.ContainsKey($Id)) {
        $is = Get-Truth $Tests[$Id]
        $Known[$Id] = $is
        Write-Log 'INFO' "observe $Id $(Format-Truth $is)"
    }
    return $Known[$Id]
}

function Format-Truth($Is) {
    if ($null -eq $Is) { return 'unknown' }
    if ($Is) { return 'true' }
    return 'false'
}

# ==== Comparisons: what is absent ($null) equals nothing else and has no order ======================================

function Test-Version($Value, [string]$Operator, $Wanted) {
    return Test-Order $Value $Operator $Wanted { Compare-Version $Value $Wanted }
}

function Test-Order($Value, [string]$Operator, $Wanted, [scriptblock]$Compare) {
    if ($null -eq $Value -or $null -eq $Wanted) {
        $same = $null -eq $Value -and $null -eq $Wanted
        if ($Operator -eq '==') { return $same }
        if ($Operator -eq '!=') { return -not $same }
        return $false
    }
    $order = & $Compare
    switch ($Operator) {
        '==' { return $order -eq 0 }
        '!=' { return $order -ne 0 }
        '<' { return $order -lt 0 }
        '<=' { return $order -le 0 }
        '>' { return $order -gt 0 }
        '>=' { return $order -ge 0 }
    }
}

function Compare-Version([string]$One, [string]$Two) {
    # Part by part as numbers; missing parts are 0.
    $first = $One.Split([char[]]'.'); $second = $Two.Split([char[]]'.')
    for ($part = 0; $part -lt [Math]::Max($first.Length, $second.Length); $part++) {
        $left = [decimal]0; $right = [decimal]0
        if ($part -lt $first.Length) { $left = [decimal]$first[$part] }
        if ($part -lt $second.Length) { $right = [decimal]$second[$part] }
        if ($left -ne $right) { return $left.CompareTo($right) }
    }
    return 0
}

function New-Pattern([string]$Pattern) {
    # Over a whole name, without regard to ASCII case; only * and ? are special.
    $shape = '\A'
    foreach ($char in $Pattern.ToCharArray()) {
        $code = [int]$char
        if ($char -ceq '*') { $shape += '[\s\S]*' }
        elseif ($char -ceq '?') { $shape += '(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])' }
        elseif ($code -ge 65 -and $code -le 90) { $shape += "[$char$([char]($code + 32))]" }
        elseif ($code -ge 97 -and $code -le 122) { $shape += "[$([char]($code - 32))$char]" }
        else { $shape += [regex]::Escape([string]$char) }
    }
    return New-Object System.Text.RegularExpressions.Regex ($shape + '\z')
}

# ==== Maps and facts ================================================================================================

function Get-Folder([string]$Variable) {
    switch ($Variable) {
        'windir' { return $Windows }
        'SystemRoot' { return $Windows }
        'SystemDrive' { return $Windows.Substring(0, 2) }
    }
    $folder = [Environment]::GetEnvironmentVariable($Variable)
    if (-not $folder) { throw "%$Variable% has no value on this machine" }
    return $folder
}

function Get-Fact([string]$Name) {
    # Read once a run; $null where it is absent. What cannot be read throws.
    if (-not $Facts.ContainsKey($Name)) { $Facts[$Name] = Read-Fact $Name }
    return $Facts[$Name]
}

function Read-Fact([string]$Name) {
    switch ($Name) {
        'os.version' { return Get-OsVersion }
    }
}

function Get-Installed([string]$Name) {
    # What Windows says of itself; $null where it does not say it.
    return Get-RegistryText 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion' $Name
}

function Get-Required([string]$Name) {
    $value = Get-Installed $Name
    if ($null -eq $value) { throw "$Name cannot be read" }
    return $value
}

function Get-OsVersion {
    # CurrentVersion stays 6.3 on Windows 10 and 11.
    $version = Get-Required 'CurrentVersion'
    $major = Get-Installed 'CurrentMajorVersionNumber'
    if ($version -eq '6.3' -and $null -ne $major) { return "$major.$([int](Get-Installed 'CurrentMinorVersionNumber'))" }
    return $version
}

# ==== Services ======================================================================================================

function Open-Service([string]$Name) {
    # Windows PowerShell finds only types of assemblies that are loaded, and loads this one for its own cmdlets alone.
    Add-Type -AssemblyName System.ServiceProcess
    $service = New-Object System.ServiceProcess.ServiceController $Name
    # It finds a service by what it is shown as too, which is something else in each language.
    if (-not [string]::Equals($service.get_ServiceName(), $Name, [StringComparison]::OrdinalIgnoreCase)) {
        throw (New-Object ComponentModel.Win32Exception 1060)
    }
    return $service
}

function Get-ServiceStatus([string]$Name) {
    # Running, Stopped, StopPending ...; Missing where there is no such service. As a property a getter that fails would read as
    # $null, silently; as a method it throws.
    try {
        $service = Open-Service $Name
        try { return [string]$service.get_Status() } finally { $service.Close() }
    } catch {
        if (1060 -ne (Get-ErrorCode $_)) { throw }
        return 'Missing'
    }
}

function Test-ServiceStatus([string]$Name, [string]$Status, [switch]$OrMissing) {
    $is = Get-ServiceStatus $Name
    if ($is -eq 'Missing') { return [bool]$OrMissing }
    return $is -eq $Status
}

function Test-ServiceStartup([string]$Name, [string]$Startup, [switch]$OrMissing) {
    $key = "HKLM\SYSTEM\CurrentControlSet\Services\$Name"
    if (-not (Test-KeyExists $key)) { return [bool]$OrMissing }
    $is = ''
    switch (Get-RegistryText $key 'Start') {
        0 { $is = 'boot' }
        1 { $is = 'system' }
        2 { $is = 'automatic'; if (1 -eq (Get-RegistryText $key 'DelayedAutostart')) { $is = 'delayed' } }
        3 { $is = 'manual' }
        4 { $is = 'disabled' }
    }
    return $is -eq $Startup
}

function Set-ServiceRunning([string]$Name, [switch]$OrMissing) {
    Invoke-Step "start $Name" { Test-ServiceStatus $Name 'Running' -OrMissing:$OrMissing } { Start-OneService $Name }
    Restore-Dependent $Name
}

function Set-ServiceStopped([string]$Name, [switch]$OrMissing) {
    Invoke-Step "stop $Name" { Test-ServiceStatus $Name 'Stopped' -OrMissing:$OrMissing } { Stop-WithDependents $Name }
}

function Start-OneService([string]$Name) {
    # Asks the service manager and does not wait; 0 or the code that it refuses with.
    Start-Operation "start $Name"
    $code = 0
    try {
        $service = Open-Service $Name
        try { $service.Start() } finally { $service.Close() }
    } catch {
        $code = Get-ErrorCode $_
    }
    if (0, 1053, 1056, 1061 -contains $code) { $script:Probes = 30 }
    return $code
}

function Stop-OneService([string]$Name) {
    # By sc.exe: ServiceController.Stop would stop, unsaid, dependents that are not to be, and wait for each.
    Wait-Started $Name
    Start-Operation "stop $Name"
    $code = Invoke-Tool "$System\sc.exe" ('stop', $Name)
    if (0, 1053, 1061 -contains $code) { $script:Probes = 30 }
    return $code
}

function Stop-WithDependents([string]$Name) {
    # The services that depend on it first: Windows stops none by itself.
    $found = New-Object System.Collections.ArrayList
    try {
        $service = Open-Service $Name
        try {
            foreach ($dependent in $service.get_DependentServices()) { [void]$found.Add($dependent.get_ServiceName()) }
        } finally {
            $service.Close()
        }
    } catch {
        # What is not there has none; that it cannot be stopped says the attempt itself.
        if (1060 -ne (Get-ErrorCode $_)) { throw }
    }
    $stopping = New-Object System.Collections.ArrayList
    foreach ($dependent in $found) {
        $code = 0
        $is = Get-ServiceStatus $dependent
        if ('Stopped', 'Missing' -contains $is) { continue }
        if ('StopPending' -ne $is) {
            [void]$stopping.Add($dependent)
            $code = Stop-OneService $dependent
        }
        Wait-Stopped $dependent $code
    }
    if ($stopping.Count -gt 0) { [void]$Stopped.Add(@{ 'Service' = $Name; 'Dependents' = [string[]]$stopping.ToArray() }) }
    return Stop-OneService $Name
}

function Wait-Started([string]$Name) {
    # A service that is just starting takes no control (1061), and is not yet what a later step wants; a minute at most.
    for ($look = 0; $look -lt 30 -and 'StartPending' -eq (Get-ServiceStatus $Name); $look++) { Wait-Second 2 }
}

function Wait-Stopped([string]$Name, [int]$Code) {
    # A minute at most; a service that has refused (in this code of its stop) does not stop.
    if (0, 1053, 1061 -notcontains $Code) { return }
    for ($look = 0; $look -lt 30 -and 'Stopped' -ne (Get-ServiceStatus $Name); $look++) { Wait-Second 2 }
}

function Restore-Dependent([string]$Name) {
    # A service that runs again takes along the dependents that this action had to stop.
    foreach ($pair in @($Stopped)) {
        if ($pair['Service'] -eq $Name -and 'Running' -eq (Get-ServiceStatus $Name)) { Start-Dependent $pair }
    }
}

function Start-Dependent($Pair) {
    # Services that had to stop with another one, the last that was stopped first.
    $Stopped.Remove($Pair)
    $names = [string[]]$Pair['Dependents']
    [Array]::Reverse($names)
    foreach ($name in @($names)) {
        Write-Log 'INFO' "exit $(Format-Code (Start-OneService $name))"
        Wait-Started $name
    }
    $Known.Clear()
}

# ==== Files =========================================================================================================

function Test-FileExists([string]$Path) {
    # A folder in the file's place is neither there nor absent.
    try {
        $attributes = [IO.File]::GetAttributes($Path)
    } catch [IO.FileNotFoundException], [IO.DirectoryNotFoundException] {
        return $false
    }
    if (($attributes -band [IO.FileAttributes]::Directory) -ne 0) { throw "$Path is a folder" }
    return $true
}

function Find-File([string]$Folder, [string]$Like) {
    # The files of a folder, hidden ones too, whose long name matches.
    $found = New-Object System.Collections.ArrayList
    # Directory.Exists says no as well where it cannot look, such as on a server that does not answer.
    try { $paths = [IO.Directory]::GetFiles($Folder) } catch [IO.DirectoryNotFoundException] { return , $found }
    $pattern = New-Pattern $Like
    [Array]::Sort($paths, [StringComparer]::OrdinalIgnoreCase)
    foreach ($path in $paths) {
        $name = [IO.Path]::GetFileName($path)
        if ($pattern.IsMatch($name)) { [void]$found.Add("$Folder\$name") }
    }
    return , $found
}

function Test-FileMatches([string]$Folder, [string]$Like) {
    return (Find-File $Folder $Like).Count -gt 0
}

function Set-FileAbsent([string]$Path) {
    Invoke-Step "delete $Path" { -not (Test-FileExists $Path) } { Remove-File $Path }
}

function Set-FilesAbsent([string]$Folder, [string]$Like) {
    # Each file that matches; where one cannot be deleted, the others are all the same.
    Invoke-Step "delete $Folder\$Like" { -not (Test-FileMatches $Folder $Like) } {
        foreach ($path in (Find-File $Folder $Like)) {
            try { Remove-File $path } catch { Write-Log 'WARN' (Format-Error $_) }
        }
    }
}

function Remove-File([string]$Path) {
    # A link is removed, never followed.
    Start-Operation "delete $Path"
    # What is read-only cannot be deleted. Its other attributes stay: it may be that it cannot be deleted all the same.
    $attributes = [IO.File]::GetAttributes($Path)
    if (($attributes -band [IO.FileAttributes]::ReadOnly) -ne 0) {
        # Normal counts where it is the only one: none at all is no set of attributes.
        [IO.File]::SetAttributes($Path, (($attributes -bxor [IO.FileAttributes]::ReadOnly) -bor [IO.FileAttributes]::Normal))
    }
    [IO.File]::Delete($Path)
}

# ==== Registry ======================================================================================================

function Open-Key([string]$Key, [bool]$Writable) {
    # A key by its hive's short name; $null where it does not exist. A key to be written is made.
    $parts = $Key.Split([char[]]'\', 2)
    switch ($parts[0]) {
        'HKLM' { $hive = [Microsoft.Win32.Registry]::LocalMachine }
        'HKCU' { $hive = [Microsoft.Win32.Registry]::CurrentUser }
        'HKU' { $hive = [Microsoft.Win32.Registry]::Users }
        default { throw "no hive: $Key" }
    }
    if ($parts.Length -eq 1) { return $hive }
    if ($Writable) { return $hive.CreateSubKey($parts[1]) }
    return $hive.OpenSubKey($parts[1])
}

function Test-KeyExists([string]$Key) {
    $open = Open-Key $Key $false
    if ($null -eq $open) { return $false }
    $open.Close()
    return $true
}

function Get-RegistryData([string]$Key, [string]$Name) {
    # Kind and data of a value, unexpanded; $null where it does not exist.
    $open = Open-Key $Key $false
    if ($null -eq $open) { return $null }
    try {
        $nothing = New-Object System.Object
        $data = $open.GetValue($Name, $nothing, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
        if ([object]::ReferenceEquals($data, $nothing) -or $null -eq $data) {
            # .NET has nothing for data of a type that it does not know, which in .NET 2.0 is REG_NONE too: its kind tells that
            # the value exists.
            try { return @{ 'Kind' = [string]$open.GetValueKind($Name); 'Data' = '' } } catch [IO.IOException] { return $null }
        }
        return @{ 'Kind' = [string]$open.GetValueKind($Name); 'Data' = $data }
    } finally {
        $open.Close()
    }
}

function Get-RegistryText([string]$Key, [string]$Name) {
    # Text or number; $null where the value does not exist.
    $found = Get-RegistryData $Key $Name
    if ($null -eq $found) { return $null }
    if ('DWord' -eq $found['Kind']) { return ConvertTo-Unsigned $found['Data'] }
    return [string]$found['Data']
}

function ConvertTo-Unsigned([int]$Number) {
    return [long][BitConverter]::ToUInt32([BitConverter]::GetBytes($Number), 0)
}

function Resolve-Key([string]$Key, [int]$View) {
    # What a 32-bit view shows of SOFTWARE lies in Wow6432Node on a 64-bit Windows.
    if ($View -eq 32 -and $Key.StartsWith('HKLM\SOFTWARE\', [StringComparison]::OrdinalIgnoreCase) -and (Test-KeyExists 'HKLM\SOFTWARE\Wow6432Node')) {
        return 'HKLM\SOFTWARE\Wow6432Node\' + $Key.Substring(14)
    }
    return $Key
}

function Find-Key([string]$Key, [int]$View, [string]$EachSubkey) {
    # The key, or each direct subkey whose name matches: real name -> the name that the log has.
    $found = New-Object System.Collections.ArrayList
    $real = Resolve-Key $Key $View
    if (-not $EachSubkey) {
        [void]$found.Add(@{ 'Key' = $real; 'Shown' = $Key })
        return , $found
    }
    $open = Open-Key $real $false
    if ($null -eq $open) { return , $found }
    $pattern = New-Pattern $EachSubkey
    $names = [string[]]$open.GetSubKeyNames()
    $open.Close()
    [Array]::Sort($names, [StringComparer]::OrdinalIgnoreCase)
    foreach ($name in $names) {
        if ($pattern.IsMatch($name)) { [void]$found.Add(@{ 'Key' = "$real\$name"; 'Shown' = "$Key\$name" }) }
    }
    return , $found
}

function Test-Value([string]$Key, [string]$Name, [scriptblock]$Fits, [int]$View, [string]$EachSubkey, [switch]$OrMissing, [switch]$OrAbsent) {
    # Fits is asked about each value, $Found. OrMissing: a missing key is in place. OrAbsent: no subkey that matches is.
    $keys = Find-Key $Key $View $EachSubkey
    foreach ($one in $keys) {
        if ($OrMissing -and -not (Test-KeyExists $one['Key'])) { continue }
        $found = Get-RegistryData $one['Key'] $Name
        if (-not (& $Fits)) { return $false }
    }
    return $keys.Count -gt 0 -or $OrMissing -or $OrAbsent
}

function Test-RegistryValue([string]$Key, [string]$Name, [string]$Type, $Data, [int]$View, [string]$EachSubkey, [switch]$OrMissing) {
    $wanted = ConvertTo-RegistryData $Type $Data
    return Test-Value $Key $Name { $null -ne $found -and $found['Kind'] -eq $wanted['Kind'] -and [string]::Equals((Format-Data $found), (Format-Data $wanted)) } $View $EachSubkey -OrMissing:$OrMissing
}

function Test-RegistryValueAbsent([string]$Key, [string]$Name, [int]$View, [string]$EachSubkey, [switch]$OrMissing) {
    return Test-Value $Key $Name { $null -eq $found } $View $EachSubkey -OrMissing:$OrMissing -OrAbsent
}

function ConvertTo-RegistryData([string]$Type, $Data) {
    switch ($Type) {
        'string' { return @{ 'Kind' = 'String'; 'Data' = [string]$Data } }
        'expand-string' { return @{ 'Kind' = 'ExpandString'; 'Data' = [string]$Data } }
        'dword' { return @{ 'Kind' = 'DWord'; 'Data' = [BitConverter]::ToInt32([BitConverter]::GetBytes([uint32]$Data), 0) } }
        'qword' { return @{ 'Kind' = 'QWord'; 'Data' = [BitConverter]::ToInt64([BitConverter]::GetBytes([uint64]$Data), 0) } }
        'multi-string' { return @{ 'Kind' = 'MultiString'; 'Data' = [string[]]$Data } }
        'binary' { return @{ 'Kind' = 'Binary'; 'Data' = (ConvertFrom-Hex $Data) } }
    }
}

function ConvertFrom-Hex([string]$Digits) {
    $bytes = New-Object 'System.Byte[]' ([int]($Digits.Length / 2))
    for ($at = 0; $at -lt $bytes.Length; $at++) { $bytes[$at] = [Convert]::ToByte($Digits.Substring($at * 2, 2), 16) }
    return , $bytes
}

function Format-Data($Found) {
    switch ($Found['Kind']) {
        'MultiString' { return [string]::Join([string][char]0, [string[]]$Found['Data']) }
        'Binary' { return [BitConverter]::ToString($Found['Data']) }
    }
    return [string]$Found['Data']
}

function Set-RegistryValue([string]$Key, [string]$Name, [string]$Type, $Data, [int]$View, [string]$EachSubkey, [switch]$OrMissing) {
    Invoke-Step "set-value $Key $Name" {
        Test-RegistryValue $Key $Name $Type $Data $View $EachSubkey -OrMissing:$OrMissing
    } {
        $wanted = ConvertTo-RegistryData $Type $Data
        foreach ($one in (Find-Key $Key $View $EachSubkey)) { Write-RegistryValue $one $Name $wanted }
    }
}

function Write-RegistryValue($One, [string]$Name, $Wanted) {
    Start-Operation ("set-value $($One['Shown']) $Name".TrimEnd())
    $open = Open-Key $One['Key'] $true
    try { $open.SetValue($Name, $Wanted['Data'], [Microsoft.Win32.RegistryValueKind]$Wanted['Kind']) } finally { $open.Close() }
}

function Set-RegistryValueAbsent([string]$Key, [string]$Name, [int]$View, [string]$EachSubkey, [switch]$OrMissing) {
    Invoke-Step "delete-value $Key $Name" {
        Test-RegistryValueAbsent $Key $Name $View $EachSubkey -OrMissing:$OrMissing
    } {
        foreach ($one in (Find-Key $Key $View $EachSubkey)) {
            if ($null -eq (Get-RegistryData $one['Key'] $Name)) { continue }
            Start-Operation ("delete-value $($one['Shown']) $Name".TrimEnd())
            $open = Open-Key $one['Key'] $true
            try { $open.DeleteValue($Name, $false) } finally { $open.Close() }
        }
    }
}

# ==== WMI and programs ==============================================================================================

function Invoke-Tool([string]$File, [string[]]$Arguments, [int]$Seconds = 300) {
    # One of Windows' own tools: its exit code, which explains and decides nothing.
    $code = Invoke-Program $File (Join-Argument $Arguments) $Seconds
    Write-Log 'INFO' "exit $(Format-Code $code)"
    return $code
}

function Invoke-Program([string]$File, [string]$Line, [int]$Seconds, [string[]]$Environment = @(), [switch]$End) {
    # The exit code. Standard input is closed and what it prints is thrown away. Past the limit it is left alone, or with -End
    # ended with all that it has started.
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $File
    $start.Arguments = $Line
    $start.WorkingDirectory = $System
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    if ($ModulePath) { $start.EnvironmentVariables['PSModulePath'] = $ModulePath }
    for ($at = 0; $at -lt $Environment.Length; $at += 2) { $start.EnvironmentVariables[$Environment[$at]] = $Environment[$at + 1] }
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $process.BeginOutputReadLine()
    $process.BeginErrorReadLine()
    for ($look = 1; -not $process.WaitForExit(2000); $look++) {
        if ($look * 2 -lt $Seconds) { continue }
        if ($End) { [void](Invoke-Program "$System\taskkill.exe" "/f /t /pid $($process.Id)" 60) }
        throw "$File has not ended after $Seconds s"
    }
    return $process.get_ExitCode()
}

function Join-Argument([string[]]$Arguments) {
    # One command line, which the C runtime cuts into the same arguments again.
    $words = New-Object System.Collections.ArrayList
    foreach ($text in @($Arguments)) {
        if ($text -eq '' -or [regex]::IsMatch($text, '[\s"]')) {
            $text = '"' + [regex]::Replace([regex]::Replace($text, '(\\*)"', '$1$1\"'), '(\\+)\z', '$1$1') + '"'
        }
        [void]$words.Add($text)
    }
    return [string]::Join(' ', [string[]]$words.ToArray())
}

function Restart-As64Bit([string]$File) {
    # A 32-bit host sees another System32.
    $words = New-Object System.Collections.ArrayList
    $words.AddRange(('-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-InputFormat', 'None', '-File', $ScriptFile))
    if ($Detect) { [void]$words.Add('-Detect') }
    if ($WhatIf) { [void]$words.Add('-WhatIf') }
    if ($Restart) { [void]$words.Add('-Restart') }
    if ($Quiet) { [void]$words.Add('-Quiet') }
    if ($LogPath) { $words.AddRange(('-LogPath', $LogPath)) }
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $File
    $start.Arguments = Join-Argument ([string[]]$words.ToArray())
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.EnvironmentVariables.Remove('PROCESSOR_ARCHITEW6432')
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $process.WaitForExit()
    return $process.get_ExitCode()
}

function Get-ErrorCode($Failure) {
    # The code of Windows, of COM or of WMI behind an error; $null where this script itself has found it.
    $cause = $Failure.Exception.GetBaseException()
    if ($cause.GetType() -eq [Management.Automation.RuntimeException]) { return $null }
    # Its HResult is the same for all; the assembly is loaded only where WMI was asked.
    if ($cause.GetType().FullName -eq 'System.Management.ManagementException') { return [int]$cause.ErrorCode }
    if ($cause -is [ComponentModel.Win32Exception]) { return $cause.NativeErrorCode }
    return [Runtime.InteropServices.Marshal]::GetHRForException($cause)
}

function Format-Error($Failure) {
    $cause = $Failure.Exception.GetBaseException()
    $code = Get-ErrorCode $Failure
    if ($null -eq $code) { return $cause.Message }
    return "$(Format-Code $code) $($cause.Message)"
}

function Format-Code($Code) {
    # As Windows writes it: small codes in decimal, HRESULTs in hexadecimal.
    if ($null -eq $Code) { return 'none' }
    if ($Code -ge 0 -and $Code -lt 65536) { return [string]$Code }
    return '0x{0:X8}' -f $Code
}

# ==== Debts: what outlives a run, in the form that the batch script shares ==========================================
# HKLM\SOFTWARE\Regimen\<plan>, REG_SZ: ACTION.begun  ACTION.changed.CONSUMER  ACTION.restart  ACTION.restarts  ACTION.once
# HKLM\HARDWARE\DESCRIPTION\System, lost when Windows really starts again: Regimen <plan> <action>

function Read-Debt {
    # Under the lock, restarts that are proved are counted and struck out, and so is what no action of this plan can owe.
    $Debts.Clear()
    $Owing.Clear()
    $script:Owed = $false
    $script:Leftover = $false
    $key = Open-Key $StateKey $false
    if ($null -eq $key) { return }
    foreach ($name in $key.GetValueNames()) {
        if ($name.IndexOf([char]'.') -gt 0 -and 'String' -eq [string]$key.GetValueKind($name)) { $Debts[$name] = $key.GetValue($name) }
    }
    $key.Close()
    if ($Debts.Count -eq 0) { return }
    $may = Get-PossibleDebt
    foreach ($name in @($Debts.Keys)) {
        $parts = $name.Split([char[]]'.')
        if (-not $may.ContainsKey($name)) {
            $script:Leftover = $true
            if ($null -eq $Lock) { continue }
            Write-Log 'INFO' "debt $name is of no action of this plan: struck out"
            Remove-Debt $name
        } elseif ('restarts', 'once' -contains $parts[1]) {
            continue
        } elseif ('restart' -ne $parts[1]) {
            $script:Owed = $true
        } elseif (Test-Marker $parts[0]) {
            $script:Owed = $true
            $Owing[$parts[0]] = $true
        } else {
            $script:Leftover = $true
            $count = [string]((Get-RestartCount $parts[0]) + 1)
            if ($null -eq $Lock) { $Debts["$($parts[0]).restarts"] = $count; continue }
            Set-Debt "$($parts[0]).restarts" $count
            Remove-Debt $name
        }
    }
}

function Get-PossibleDebt {
    $may = New-Table
    foreach ($action in $Actions) {
        $id = $action['Id']
        $may["$id.begun"] = $true
        if ($action['Reboot'] -ne 'never') { $may["$id.restart"] = $true; $may["$id.restarts"] = $true }
        if ($action['Once']) { $may["$id.once"] = $true }
        foreach ($consumer in @($action['Consumers'])) { $may["$id.changed.$consumer"] = $true }
    }
    return $may
}

function Remove-FencedDebt {
    # Out of scope: everything goes but restarts that are not proved, what a failed `finally` left, and `once` marks.
    foreach ($name in @($Debts.Keys)) {
        $parts = $name.Split([char[]]'.')
        if ('restart', 'once' -contains $parts[1] -or ('begun' -eq $parts[1] -and $Bad.ContainsKey($parts[0]))) { continue }
        Remove-Debt $name
    }
}

function Get-RestartCount([string]$Id) {
    # How many proved restarts in a row an action has asked for; what is no number counts as none.
    if ([regex]::IsMatch([string]$Debts["$Id.restarts"], '\A[0-9]{1,9}\z')) { return [int]$Debts["$Id.restarts"] }
    return 0
}

function Set-Debt([string]$Name, [string]$Data) {
    $key = Open-Key $StateKey $true
    try { $key.SetValue($Name, $Data); $key.Flush() } finally { $key.Close() }
    $Debts[$Name] = $Data
}

function Remove-Debt([string]$Name) {
    if (-not $Debts.ContainsKey($Name)) { return }
    $key = Open-Key $StateKey $true
    try { $key.DeleteValue($Name, $false); $key.Flush() } finally { $key.Close() }
    $Debts.Remove($Name)
}

function Test-Marker([string]$Id) {
    return $null -ne (Get-RegistryData $MarkerKey "Regimen $PlanId $Id")
}

function Set-Marker([string]$Id) {
    $key = Open-Key $MarkerKey $true
    try { $key.SetValue("Regimen $PlanId $Id", '1') } finally { $key.Close() }
}

function Remove-Marker([string]$Id) {
    $key = Open-Key $MarkerKey $true
    try { $key.DeleteValue("Regimen $PlanId $Id", $false) } finally { $key.Close() }
}

function Save-Outcome([string]$Outcome, [int]$Code) {
    # For an inventory; written where it differs from what stands there.
    try {
        $key = Open-Key $StateKey $true
        $is = "$($key.GetValue('Outcome')) $($key.GetValue('ExitCode')) $($key.GetValue('Plan'))"
        if (-not [string]::Equals($is, "$Outcome $Code $PlanHash")) {
            $key.SetValue('Outcome', $Outcome)
            $key.SetValue('ExitCode', $Code)
            $key.SetValue('Plan', $PlanHash)
        }
        $key.Close()
    } catch {
        Write-Log 'WARN' (Format-Error $_)
    }
}

# ==== Elevation, lock, log: neither log nor screen can change a run =================================================

function New-Table {
    # Names are the same whatever their case, in every culture.
    return New-Object System.Collections.Hashtable ([StringComparer]::OrdinalIgnoreCase)
}

function Test-Elevated {
    $me = New-Object System.Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
    return $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
}

function Open-Folder {
    # Makes it where it is missing. A link would lead elsewhere what SYSTEM writes.
    $new = -not [IO.Directory]::Exists($LogFolder)
    [void][IO.Directory]::CreateDirectory($LogFolder)
    if (([IO.File]::GetAttributes($LogFolder) -band [IO.FileAttributes]::ReparsePoint) -ne 0) { throw "$LogFolder is a link: nothing is done" }
    if ($new) { Protect-Folder }
}

function Protect-Folder {
    # Whoever may open the lock, if only to read it, keeps every run waiting: it lies in a folder of SYSTEM's and the
    # administrators' alone. Their SIDs are the same in every language.
    if ($Protected) { return }
    $script:Protected = $true
    foreach ($rights in '/setowner *S-1-5-32-544', '/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F') {
        try { $code = Invoke-Program "$System\icacls.exe" "`"$LogFolder`" $rights /q" 60 } catch { $code = Get-ErrorCode $_ }
        if (0 -ne $code) { Write-Log 'WARN' "the rights of $LogFolder could not be set, code $(Format-Code $code)" }
    }
}

function Enter-Lock {
    # One run a machine, of any plan and in either language: a file held open without sharing. A second run waits up to a minute.
    Open-Folder
    Protect-Folder
    for ($look = 0; $look -lt 30; $look++) {
        if ($look -gt 0) { Wait-Second 2 }
        try {
            $script:Lock = [IO.File]::Open("$LogFolder\lock", [IO.FileMode]::OpenOrCreate, [IO.FileAccess]::Write, [IO.FileShare]::None)
            $script:LogOpen = $true
            return $true
        } catch {
            # 0x80070020: somebody else has it. Whatever else there is, waiting does not mend it.
            if (-2147024864 -ne (Get-ErrorCode $_)) { throw }
        }
    }
    return $false
}

function Write-Log([string]$Level, [string]$Text) {
    if (-not $Quiet) { Write-Screen "$Level $About $Text" }
    Save-LogLine $Level "$About $Text"
}

function Write-Screen([string]$Text) {
    # A host without a console or with output that nobody takes any more may refuse: no reason to stop half-way.
    try { $Host.UI.WriteLine($Text) } catch { [void]$_ }
}

function Save-LogLine([string]$Level, [string]$Text) {
    # Kept until it is certain that this run may write a log.
    $time = [DateTime]::Now.ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
    $line = [regex]::Replace($Text, '[\r\n\u0085\u2028\u2029]+\z', '')
    $script:LogText += "$time $Level $([regex]::Replace($line, '\r\n|[\r\n\u0085\u2028\u2029]', ' '))`r`n"
    if (-not $LogOpen) { return }
    try {
        if (-not $LogPath) { Open-Folder }
        $path = "$LogFolder\$PlanId.log"
        if ($LogPath) { $path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($LogPath) }
        $file = New-Object System.IO.FileInfo $path
        if (-not $file.Directory.get_Exists()) { $file.Directory.Create() }
        if ($file.get_Exists() -and $file.get_Length() -gt 500000) {
            [IO.File]::Delete("$path.1")
            $file.MoveTo("$path.1")
        }
        [IO.File]::AppendAllText($path, $LogText)
    } catch {
        # Neither a full disk nor a folder that cannot be written may stop a repair: the lines are lost.
        [void]$_
    }
    $script:LogText = ''
}
# ==== Start =======================================================================================================

# Asked of Windows itself: a user's own variables may come with whoever starts the script.
$Windows = [IO.Path]::GetDirectoryName([Environment]::SystemDirectory)
$System = "$Windows\System32"
$LogFolder = "$Windows\Logs\Regimen"
$StateKey = "HKLM\SOFTWARE\Regimen\$PlanId"
$MarkerKey = 'HKLM\HARDWARE\DESCRIPTION\System'
try { $ScriptFile = $MyInvocation.MyCommand.Path } catch { $ScriptFile = '' } # the text alone, as Invoke-Command -FilePath gives it
$Actions = New-Object System.Collections.ArrayList; $Checks = New-Object System.Collections.ArrayList; $Counts = New-Table
$Tests = New-Table; $Values = New-Table; $Maps = New-Table; $Facts = New-Table; $Known = New-Table
$Debts = New-Table; $Owing = New-Table; $Waiting = New-Table; $Bad = New-Table; $Results = New-Table; $WouldChange = New-Table; $Unsure = New-Table
$Stopped = New-Object System.Collections.ArrayList; $Halted = New-Table
$Turn = New-Table; $About = $PlanId; $After = $false; $Pending = $false; $Probes = 0; $Rejected = $false; $Times = 1; $Delay = 0; $Settle = 0
$Scope = $null; $Owed = $false; $Leftover = $false; $AnyChange = $false
$Lock = $null; $LogText = ''; $LogOpen = $false; $Protected = $false
foreach ($result in 'changed', 'unchanged', 'skipped', 'failed', 'blocked', 'waiting') { $Counts[$result] = 0 }

$NativeHost = "$Windows\Sysnative\WindowsPowerShell\v1.0\powershell.exe"
# A 32-bit host sees another System32. (On any machine a link may have the name Sysnative.)
if (-not $Wrong -and [Environment]::GetEnvironmentVariable('PROCESSOR_ARCHITEW6432') -and [IO.File]::Exists($NativeHost)) {
    $ExitCode = Restart-As64Bit $NativeHost
} else {
    $Ending = 'failed'
    try {
        $Ending = Invoke-Main
    } catch {
        Write-Log 'FAIL' (Format-Error $_)
    }
    $ExitCode = Complete-Run $Ending
    if ($null -ne $Lock) { $Lock.Close() }
}
# PowerShell 2.0 may turn `exit N` into 0 (KB2552055): a console that was started for this script alone is ended here. An editor
# that has it open is not, nor another script whose name ends as this one's does.
if ($Host.Name -eq 'ConsoleHost' -and $ScriptFile) {
    $own = '\' + [IO.Path]::GetFileName($ScriptFile)
    foreach ($part in [Environment]::GetCommandLineArgs()) {
        if ("\$part".Replace('/', '\').EndsWith($own, [StringComparison]::OrdinalIgnoreCase)) { [Environment]::Exit($ExitCode) }
    }
}
exit $ExitCode
