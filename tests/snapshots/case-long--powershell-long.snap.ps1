<#
.SYNOPSIS
More steps than a straight batch script carries

.DESCRIPTION
Right when: every action has its state in place.
Run it elevated. It asks no question and can be run again at any time; after a restart that it asks for, run it again.
Exit codes: 0 compliant, changed or not applicable; 1 failed, or -Detect and -WhatIf found something to do; 2 wrong
arguments (what PowerShell itself refuses, such as -LogPath without a value, is 1); 4 undetermined; 5 not elevated; 6
busy; 3010 a restart is required: restart, run it again.
Where a policy asks for signed scripts (AllSigned outweighs -ExecutionPolicy Bypass; AppLocker and Windows Defender
Application Control run what they do not trust in ConstrainedLanguage mode, in which this script changes nothing, says
so and ends with 4), sign it with a certificate that the machines trust, or use the batch script.

Made by regimen from plan long, SHA-256 101d4e06e415. Change the plan, not this file.

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
The log, instead of Logs\Regimen\long.log in the Windows folder (kept under 1 MiB together with PATH.1).
With -Detect and -WhatIf there is none unless it is named here. Name a folder that only administrators can write
to: a link that somebody else puts there is followed with the rights of this run.

.PARAMETER Quiet
Print the last line only.
#>
param([string]$Stray, [switch]$Detect, [switch]$WhatIf, [switch]$Restart, [string]$LogPath, [switch]$Quiet)
Set-StrictMode -Version 2
if ('FullLanguage' -ne $ExecutionContext.SessionState.LanguageMode) {
    # AppLocker or Windows Defender Application Control do not trust this file: nearly all that follows is refused it.
    "FAIL long PowerShell runs this script in $($ExecutionContext.SessionState.LanguageMode) mode: sign it and trust its signer, or use the batch script"
    'regimen plan=long outcome=undetermined changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0'
    exit 4
}
# Modules are the engine's own: a user's are looked for first otherwise, and could stand in for New-Object.
$ModulePath = $env:PSModulePath
$env:PSModulePath = "$PSHOME\Modules"
$ErrorActionPreference = 'Stop'
$WhatIfPreference = $false
$ConfirmPreference = 'None'
$PlanId = 'long'
$PlanHash = '101d4e06e415'
$Wrong = $Stray -ne '' -or $args.Length -gt 0 -or ($Detect -and $WhatIf) -or ($PSBoundParameters.ContainsKey('LogPath') -and $LogPath -eq '')

# ==== The plan ======================================================================================================

function Initialize-Plan {
    Initialize-Plan1
    Initialize-Plan2
    Initialize-Plan3
}

function Initialize-Plan1 {
    Add-Check 'seven' { Test-FileExists 'C:\Long\107.txt' }

    Add-Check 'marked' { Test-RegistryValue 'HKLM\SOFTWARE\Example' 'Marked' 'dword' 1 }

    Add-Check 'level' { Test-RegistryValuePresent 'HKLM\SOFTWARE\Example' 'Level' } { Read-Registry 'HKLM\SOFTWARE\Example' 'Level' 'integer' }

    Add-Check 'left-over' { Test-Any { Test-Check 'seven' }, { Test-Number (Get-CheckValue 'level') '>=' 3 } }

    Add-Check 'mark' { Test-RegistryValue 'HKLM\SOFTWARE\Example' 'Marked' 'dword' 1 }

    Add-Check 'files-that-stand-in-the-way[1]' { -not (Test-FileExists 'C:\Long\100.txt') }

    Add-Check 'files-that-stand-in-the-way[2]' { -not (Test-FileExists 'C:\Long\101.txt') }

    Add-Check 'files-that-stand-in-the-way[3]' { -not (Test-FileExists 'C:\Long\102.txt') }

    Add-Check 'files-that-stand-in-the-way[4]' { -not (Test-FileExists 'C:\Long\103.txt') }

    Add-Check 'files-that-stand-in-the-way[5]' { -not (Test-FileExists 'C:\Long\104.txt') }

    Add-Check 'files-that-stand-in-the-way[6]' { -not (Test-FileExists 'C:\Long\105.txt') }

    Add-Check 'files-that-stand-in-the-way[7]' { -not (Test-FileExists 'C:\Long\106.txt') }

    Add-Check 'files-that-stand-in-the-way[8]' { -not (Test-FileExists 'C:\Long\107.txt') }

    Add-Check 'files-that-stand-in-the-way[9]' { -not (Test-FileExists 'C:\Long\108.txt') }

    Add-Check 'files-that-stand-in-the-way[10]' { -not (Test-FileExists 'C:\Long\109.txt') }

    Add-Check 'files-that-stand-in-the-way[11]' { -not (Test-FileExists 'C:\Long\110.txt') }

    Add-Check 'files-that-stand-in-the-way[12]' { -not (Test-FileExists 'C:\Long\111.txt') }

    Add-Check 'files-that-stand-in-the-way[13]' { -not (Test-FileExists 'C:\Long\112.txt') }

    Add-Check 'files-that-stand-in-the-way[14]' { -not (Test-FileExists 'C:\Long\113.txt') }

    Add-Check 'files-that-stand-in-the-way[15]' { -not (Test-FileExists 'C:\Long\114.txt') }

    Add-Check 'files-that-stand-in-the-way[16]' { -not (Test-FileExists 'C:\Long\115.txt') }

    Add-Check 'files-that-stand-in-the-way[17]' { -not (Test-FileExists 'C:\Long\116.txt') }

    Add-Check 'files-that-stand-in-the-way[18]' { -not (Test-FileExists 'C:\Long\117.txt') }

    Add-Check 'files-that-stand-in-the-way[19]' { -not (Test-FileExists 'C:\Long\118.txt') }

    Add-Check 'files-that-stand-in-the-way[20]' { -not (Test-FileExists 'C:\Long\119.txt') }

    Add-Check 'files-that-stand-in-the-way[21]' { -not (Test-FileExists 'C:\Long\120.txt') }

    Add-Check 'files-that-stand-in-the-way[22]' { -not (Test-FileExists 'C:\Long\121.txt') }

    Add-Check 'files-that-stand-in-the-way[23]' { -not (Test-FileExists 'C:\Long\122.txt') }

    Add-Check 'files-that-stand-in-the-way[24]' { -not (Test-FileExists 'C:\Long\123.txt') }

    Add-Check 'files-that-stand-in-the-way[25]' { -not (Test-FileExists 'C:\Long\124.txt') }

    Add-Check 'files-that-stand-in-the-way[26]' { -not (Test-FileExists 'C:\Long\125.txt') }

    Add-Check 'files-that-stand-in-the-way[27]' { -not (Test-FileExists 'C:\Long\126.txt') }

    Add-Check 'files-that-stand-in-the-way[28]' { -not (Test-FileExists 'C:\Long\127.txt') }

    Add-Check 'files-that-stand-in-the-way[29]' { -not (Test-FileExists 'C:\Long\128.txt') }

    Add-Check 'files-that-stand-in-the-way[30]' { -not (Test-FileExists 'C:\Long\129.txt') }

    Add-Check 'files-that-stand-in-the-way[31]' { -not (Test-FileExists 'C:\Long\130.txt') }

    Add-Check 'files-that-stand-in-the-way[32]' { -not (Test-FileExists 'C:\Long\131.txt') }

    Add-Check 'files-that-stand-in-the-way[33]' { -not (Test-FileExists 'C:\Long\132.txt') }

    Add-Check 'files-that-stand-in-the-way[34]' { -not (Test-FileExists 'C:\Long\133.txt') }

    Add-Check 'files-that-stand-in-the-way[35]' { -not (Test-FileExists 'C:\Long\134.txt') }

    Add-Check 'files-that-stand-in-the-way[36]' { -not (Test-FileExists 'C:\Long\135.txt') }

    Add-Check 'files-that-stand-in-the-way[37]' { -not (Test-FileExists 'C:\Long\136.txt') }

    Add-Check 'files-that-stand-in-the-way[38]' { -not (Test-FileExists 'C:\Long\137.txt') }

    Add-Check 'files-that-stand-in-the-way[39]' { -not (Test-FileExists 'C:\Long\138.txt') }

    Add-Check 'files-that-stand-in-the-way[40]' { -not (Test-FileExists 'C:\Long\139.txt') }

    Add-Check 'files-that-stand-in-the-way[41]' { -not (Test-FileExists 'C:\Long\140.txt') }

    Add-Check 'files-that-stand-in-the-way[42]' { -not (Test-FileExists 'C:\Long\141.txt') }

    Add-Check 'files-that-stand-in-the-way[43]' { -not (Test-FileExists 'C:\Long\142.txt') }

    Add-Check 'files-that-stand-in-the-way[44]' { -not (Test-FileExists 'C:\Long\143.txt') }

    Add-Check 'files-that-stand-in-the-way[45]' { -not (Test-FileExists 'C:\Long\144.txt') }

    Add-Check 'files-that-stand-in-the-way[46]' { -not (Test-FileExists 'C:\Long\145.txt') }

    Add-Check 'files-that-stand-in-the-way[47]' { -not (Test-FileExists 'C:\Long\146.txt') }

    Add-Check 'files-that-stand-in-the-way[48]' { -not (Test-FileExists 'C:\Long\147.txt') }

    Add-Check 'files-that-stand-in-the-way[49]' { -not (Test-FileExists 'C:\Long\148.txt') }

    Add-Check 'files-that-stand-in-the-way[50]' { -not (Test-FileExists 'C:\Long\149.txt') }

    Add-Check 'files-that-stand-in-the-way[51]' { -not (Test-FileExists 'C:\Long\150.txt') }

    Add-Check 'files-that-stand-in-the-way[52]' { -not (Test-FileExists 'C:\Long\151.txt') }

    Add-Check 'files-that-stand-in-the-way[53]' { -not (Test-FileExists 'C:\Long\152.txt') }

    Add-Check 'files-that-stand-in-the-way[54]' { -not (Test-FileExists 'C:\Long\153.txt') }

    Add-Check 'files-that-stand-in-the-way[55]' { -not (Test-FileExists 'C:\Long\154.txt') }

    Add-Check 'files-that-stand-in-the-way[56]' { -not (Test-FileExists 'C:\Long\155.txt') }

    Add-Check 'files-that-stand-in-the-way[57]' { -not (Test-FileExists 'C:\Long\156.txt') }

    Add-Check 'files-that-stand-in-the-way[58]' { -not (Test-FileExists 'C:\Long\157.txt') }

    Add-Check 'files-that-stand-in-the-way[59]' { -not (Test-FileExists 'C:\Long\158.txt') }

    Add-Check 'files-that-stand-in-the-way[60]' { -not (Test-FileExists 'C:\Long\159.txt') }

    Add-Check 'files-that-stand-in-the-way[61]' { -not (Test-FileExists 'C:\Long\160.txt') }

    Add-Check 'files-that-stand-in-the-way[62]' { -not (Test-FileExists 'C:\Long\161.txt') }

    Add-Check 'files-that-stand-in-the-way[63]' { -not (Test-FileExists 'C:\Long\162.txt') }

    Add-Check 'files-that-stand-in-the-way[64]' { -not (Test-FileExists 'C:\Long\163.txt') }

    Add-Check 'files-that-stand-in-the-way[65]' { -not (Test-FileExists 'C:\Long\164.txt') }

    Add-Check 'files-that-stand-in-the-way[66]' { -not (Test-FileExists 'C:\Long\165.txt') }

    Add-Check 'files-that-stand-in-the-way[67]' { -not (Test-FileExists 'C:\Long\166.txt') }

    Add-Check 'files-that-stand-in-the-way[68]' { -not (Test-FileExists 'C:\Long\167.txt') }

    Add-Check 'files-that-stand-in-the-way[69]' { -not (Test-FileExists 'C:\Long\168.txt') }

    Add-Check 'files-that-stand-in-the-way[70]' { -not (Test-FileExists 'C:\Long\169.txt') }

    Add-Check 'files-that-stand-in-the-way[71]' { -not (Test-FileExists 'C:\Long\170.txt') }

    Add-Check 'files-that-stand-in-the-way[72]' { -not (Test-FileExists 'C:\Long\171.txt') }

    Add-Check 'files-that-stand-in-the-way[73]' { -not (Test-FileExists 'C:\Long\172.txt') }

    Add-Check 'files-that-stand-in-the-way[74]' { -not (Test-FileExists 'C:\Long\173.txt') }

    Add-Check 'files-that-stand-in-the-way[75]' { -not (Test-FileExists 'C:\Long\174.txt') }

    Add-Check 'files-that-stand-in-the-way[76]' { -not (Test-FileExists 'C:\Long\175.txt') }

    Add-Check 'files-that-stand-in-the-way[77]' { -not (Test-FileExists 'C:\Long\176.txt') }

    Add-Check 'files-that-stand-in-the-way[78]' { -not (Test-FileExists 'C:\Long\177.txt') }

    Add-Check 'files-that-stand-in-the-way[79]' { -not (Test-FileExists 'C:\Long\178.txt') }

    Add-Check 'files-that-stand-in-the-way[80]' { -not (Test-FileExists 'C:\Long\179.txt') }

    Add-Check 'files-that-stand-in-the-way[81]' { -not (Test-FileExists 'C:\Long\180.txt') }

    Add-Check 'files-that-stand-in-the-way[82]' { -not (Test-FileExists 'C:\Long\181.txt') }

    Add-Check 'files-that-stand-in-the-way[83]' { -not (Test-FileExists 'C:\Long\182.txt') }

    Add-Check 'files-that-stand-in-the-way[84]' { -not (Test-FileExists 'C:\Long\183.txt') }

    Add-Check 'files-that-stand-in-the-way[85]' { -not (Test-FileExists 'C:\Long\184.txt') }

    Add-Check 'files-that-stand-in-the-way[86]' { -not (Test-FileExists 'C:\Long\185.txt') }

    Add-Check 'files-that-stand-in-the-way[87]' { -not (Test-FileExists 'C:\Long\186.txt') }

    Add-Check 'files-that-stand-in-the-way[88]' { -not (Test-FileExists 'C:\Long\187.txt') }

    Add-Check 'files-that-stand-in-the-way[89]' { -not (Test-FileExists 'C:\Long\188.txt') }

    Add-Check 'files-that-stand-in-the-way[90]' { -not (Test-FileExists 'C:\Long\189.txt') }

    Add-Check 'files-that-stand-in-the-way[91]' { -not (Test-FileExists 'C:\Long\190.txt') }

    Add-Check 'files-that-stand-in-the-way[92]' { -not (Test-FileExists 'C:\Long\191.txt') }

    Add-Check 'files-that-stand-in-the-way[93]' { -not (Test-FileExists 'C:\Long\192.txt') }

    Add-Check 'files-that-stand-in-the-way[94]' { -not (Test-FileExists 'C:\Long\193.txt') }

    Add-Check 'files-that-stand-in-the-way[95]' { -not (Test-FileExists 'C:\Long\194.txt') }
}

function Initialize-Plan2 {
    Add-Check 'files-that-stand-in-the-way[96]' { -not (Test-FileExists 'C:\Long\195.txt') }

    Add-Check 'files-that-stand-in-the-way[97]' { -not (Test-FileExists 'C:\Long\196.txt') }

    Add-Check 'files-that-stand-in-the-way[98]' { -not (Test-FileExists 'C:\Long\197.txt') }

    Add-Check 'files-that-stand-in-the-way[99]' { -not (Test-FileExists 'C:\Long\198.txt') }

    Add-Check 'files-that-stand-in-the-way[100]' { -not (Test-FileExists 'C:\Long\199.txt') }

    Add-Check 'files-that-stand-in-the-way[101]' { -not (Test-FileExists 'C:\Long\200.txt') }

    Add-Check 'files-that-stand-in-the-way[102]' { -not (Test-FileExists 'C:\Long\201.txt') }

    Add-Check 'files-that-stand-in-the-way[103]' { -not (Test-FileExists 'C:\Long\202.txt') }

    Add-Check 'files-that-stand-in-the-way[104]' { -not (Test-FileExists 'C:\Long\203.txt') }

    Add-Check 'files-that-stand-in-the-way[105]' { -not (Test-FileExists 'C:\Long\204.txt') }

    Add-Check 'files-that-stand-in-the-way[106]' { -not (Test-FileExists 'C:\Long\205.txt') }

    Add-Check 'files-that-stand-in-the-way[107]' { -not (Test-FileExists 'C:\Long\206.txt') }

    Add-Check 'files-that-stand-in-the-way[108]' { -not (Test-FileExists 'C:\Long\207.txt') }

    Add-Check 'files-that-stand-in-the-way[109]' { -not (Test-FileExists 'C:\Long\208.txt') }

    Add-Check 'files-that-stand-in-the-way[110]' { -not (Test-FileExists 'C:\Long\209.txt') }

    Add-Check 'tell' { Test-RegistryValue 'HKLM\SOFTWARE\Example' 'Told' 'string' 'a ^ b & 100% (c) !' }

    Add-Check 'again' { Test-RegistryValue 'HKLM\SOFTWARE\Example' 'Again' 'dword' 1 }

    Add-Check 'again:1' { -not (Test-FileExists ((Get-Folder 'windir') + '\Long\again.txt')) }

    # ---- mark: Marks the machine, and wants a restart --------------------------------------------------------------
    Add-Action 'mark' -Reboot 'if-changed' -Steps {
        Set-RegistryValue 'HKLM\SOFTWARE\Example' 'Marked' 'dword' 1
    }

    # ---- files-that-stand-in-the-way[1] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[1]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\100.txt'
    }

    # ---- files-that-stand-in-the-way[2] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[2]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\101.txt'
    }

    # ---- files-that-stand-in-the-way[3] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[3]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\102.txt'
    }

    # ---- files-that-stand-in-the-way[4] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[4]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\103.txt'
    }

    # ---- files-that-stand-in-the-way[5] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[5]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\104.txt'
    }

    # ---- files-that-stand-in-the-way[6] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[6]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\105.txt'
    }

    # ---- files-that-stand-in-the-way[7] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[7]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\106.txt'
    }

    # ---- files-that-stand-in-the-way[8] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[8]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\107.txt'
    }

    # ---- files-that-stand-in-the-way[9] ----------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[9]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\108.txt'
    }

    # ---- files-that-stand-in-the-way[10] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[10]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\109.txt'
    }

    # ---- files-that-stand-in-the-way[11] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[11]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\110.txt'
    }

    # ---- files-that-stand-in-the-way[12] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[12]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\111.txt'
    }

    # ---- files-that-stand-in-the-way[13] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[13]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\112.txt'
    }

    # ---- files-that-stand-in-the-way[14] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[14]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\113.txt'
    }

    # ---- files-that-stand-in-the-way[15] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[15]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\114.txt'
    }

    # ---- files-that-stand-in-the-way[16] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[16]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\115.txt'
    }

    # ---- files-that-stand-in-the-way[17] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[17]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\116.txt'
    }

    # ---- files-that-stand-in-the-way[18] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[18]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\117.txt'
    }

    # ---- files-that-stand-in-the-way[19] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[19]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\118.txt'
    }

    # ---- files-that-stand-in-the-way[20] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[20]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\119.txt'
    }

    # ---- files-that-stand-in-the-way[21] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[21]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\120.txt'
    }

    # ---- files-that-stand-in-the-way[22] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[22]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\121.txt'
    }

    # ---- files-that-stand-in-the-way[23] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[23]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\122.txt'
    }

    # ---- files-that-stand-in-the-way[24] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[24]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\123.txt'
    }

    # ---- files-that-stand-in-the-way[25] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[25]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\124.txt'
    }

    # ---- files-that-stand-in-the-way[26] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[26]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\125.txt'
    }

    # ---- files-that-stand-in-the-way[27] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[27]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\126.txt'
    }

    # ---- files-that-stand-in-the-way[28] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[28]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\127.txt'
    }

    # ---- files-that-stand-in-the-way[29] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[29]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\128.txt'
    }

    # ---- files-that-stand-in-the-way[30] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[30]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\129.txt'
    }

    # ---- files-that-stand-in-the-way[31] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[31]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\130.txt'
    }

    # ---- files-that-stand-in-the-way[32] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[32]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\131.txt'
    }

    # ---- files-that-stand-in-the-way[33] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[33]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\132.txt'
    }

    # ---- files-that-stand-in-the-way[34] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[34]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\133.txt'
    }

    # ---- files-that-stand-in-the-way[35] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[35]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\134.txt'
    }

    # ---- files-that-stand-in-the-way[36] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[36]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\135.txt'
    }

    # ---- files-that-stand-in-the-way[37] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[37]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\136.txt'
    }

    # ---- files-that-stand-in-the-way[38] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[38]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\137.txt'
    }

    # ---- files-that-stand-in-the-way[39] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[39]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\138.txt'
    }

    # ---- files-that-stand-in-the-way[40] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[40]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\139.txt'
    }

    # ---- files-that-stand-in-the-way[41] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[41]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\140.txt'
    }

    # ---- files-that-stand-in-the-way[42] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[42]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\141.txt'
    }

    # ---- files-that-stand-in-the-way[43] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[43]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\142.txt'
    }

    # ---- files-that-stand-in-the-way[44] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[44]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\143.txt'
    }

    # ---- files-that-stand-in-the-way[45] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[45]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\144.txt'
    }

    # ---- files-that-stand-in-the-way[46] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[46]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\145.txt'
    }

    # ---- files-that-stand-in-the-way[47] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[47]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\146.txt'
    }

    # ---- files-that-stand-in-the-way[48] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[48]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\147.txt'
    }

    # ---- files-that-stand-in-the-way[49] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[49]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\148.txt'
    }

    # ---- files-that-stand-in-the-way[50] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[50]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\149.txt'
    }

    # ---- files-that-stand-in-the-way[51] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[51]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\150.txt'
    }

    # ---- files-that-stand-in-the-way[52] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[52]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\151.txt'
    }

    # ---- files-that-stand-in-the-way[53] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[53]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\152.txt'
    }

    # ---- files-that-stand-in-the-way[54] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[54]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\153.txt'
    }

    # ---- files-that-stand-in-the-way[55] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[55]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\154.txt'
    }

    # ---- files-that-stand-in-the-way[56] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[56]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\155.txt'
    }

    # ---- files-that-stand-in-the-way[57] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[57]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\156.txt'
    }

    # ---- files-that-stand-in-the-way[58] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[58]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\157.txt'
    }

    # ---- files-that-stand-in-the-way[59] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[59]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\158.txt'
    }

    # ---- files-that-stand-in-the-way[60] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[60]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\159.txt'
    }

    # ---- files-that-stand-in-the-way[61] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[61]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\160.txt'
    }

    # ---- files-that-stand-in-the-way[62] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[62]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\161.txt'
    }

    # ---- files-that-stand-in-the-way[63] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[63]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\162.txt'
    }

    # ---- files-that-stand-in-the-way[64] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[64]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\163.txt'
    }

    # ---- files-that-stand-in-the-way[65] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[65]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\164.txt'
    }

    # ---- files-that-stand-in-the-way[66] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[66]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\165.txt'
    }

    # ---- files-that-stand-in-the-way[67] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[67]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\166.txt'
    }

    # ---- files-that-stand-in-the-way[68] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[68]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\167.txt'
    }

    # ---- files-that-stand-in-the-way[69] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[69]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\168.txt'
    }

    # ---- files-that-stand-in-the-way[70] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[70]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\169.txt'
    }

    # ---- files-that-stand-in-the-way[71] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[71]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\170.txt'
    }

    # ---- files-that-stand-in-the-way[72] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[72]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\171.txt'
    }

    # ---- files-that-stand-in-the-way[73] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[73]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\172.txt'
    }

    # ---- files-that-stand-in-the-way[74] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[74]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\173.txt'
    }

    # ---- files-that-stand-in-the-way[75] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[75]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\174.txt'
    }

    # ---- files-that-stand-in-the-way[76] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[76]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\175.txt'
    }

    # ---- files-that-stand-in-the-way[77] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[77]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\176.txt'
    }

    # ---- files-that-stand-in-the-way[78] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[78]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\177.txt'
    }

    # ---- files-that-stand-in-the-way[79] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[79]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\178.txt'
    }

    # ---- files-that-stand-in-the-way[80] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[80]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\179.txt'
    }

    # ---- files-that-stand-in-the-way[81] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[81]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\180.txt'
    }
}

function Initialize-Plan3 {
    # ---- files-that-stand-in-the-way[82] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[82]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\181.txt'
    }

    # ---- files-that-stand-in-the-way[83] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[83]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\182.txt'
    }

    # ---- files-that-stand-in-the-way[84] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[84]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\183.txt'
    }

    # ---- files-that-stand-in-the-way[85] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[85]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\184.txt'
    }

    # ---- files-that-stand-in-the-way[86] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[86]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\185.txt'
    }

    # ---- files-that-stand-in-the-way[87] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[87]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\186.txt'
    }

    # ---- files-that-stand-in-the-way[88] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[88]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\187.txt'
    }

    # ---- files-that-stand-in-the-way[89] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[89]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\188.txt'
    }

    # ---- files-that-stand-in-the-way[90] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[90]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\189.txt'
    }

    # ---- files-that-stand-in-the-way[91] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[91]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\190.txt'
    }

    # ---- files-that-stand-in-the-way[92] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[92]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\191.txt'
    }

    # ---- files-that-stand-in-the-way[93] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[93]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\192.txt'
    }

    # ---- files-that-stand-in-the-way[94] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[94]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\193.txt'
    }

    # ---- files-that-stand-in-the-way[95] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[95]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\194.txt'
    }

    # ---- files-that-stand-in-the-way[96] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[96]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\195.txt'
    }

    # ---- files-that-stand-in-the-way[97] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[97]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\196.txt'
    }

    # ---- files-that-stand-in-the-way[98] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[98]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\197.txt'
    }

    # ---- files-that-stand-in-the-way[99] ---------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[99]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\198.txt'
    }

    # ---- files-that-stand-in-the-way[100] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[100]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\199.txt'
    }

    # ---- files-that-stand-in-the-way[101] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[101]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\200.txt'
    }

    # ---- files-that-stand-in-the-way[102] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[102]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\201.txt'
    }

    # ---- files-that-stand-in-the-way[103] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[103]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\202.txt'
    }

    # ---- files-that-stand-in-the-way[104] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[104]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\203.txt'
    }

    # ---- files-that-stand-in-the-way[105] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[105]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\204.txt'
    }

    # ---- files-that-stand-in-the-way[106] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[106]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\205.txt'
    }

    # ---- files-that-stand-in-the-way[107] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[107]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\206.txt'
    }

    # ---- files-that-stand-in-the-way[108] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[108]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\207.txt'
    }

    # ---- files-that-stand-in-the-way[109] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[109]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\208.txt'
    }

    # ---- files-that-stand-in-the-way[110] --------------------------------------------------------------------------
    Add-Action 'files-that-stand-in-the-way[110]' -Consumers 'tell' -Steps {
        Set-FileAbsent 'C:\Long\209.txt'
    }

    # ---- tell ------------------------------------------------------------------------------------------------------
    Add-Action 'tell' -Needs 'files-that-stand-in-the-way[1]', 'files-that-stand-in-the-way[2]', 'files-that-stand-in-the-way[3]', 'files-that-stand-in-the-way[4]', 'files-that-stand-in-the-way[5]', 'files-that-stand-in-the-way[6]',
            'files-that-stand-in-the-way[7]', 'files-that-stand-in-the-way[8]', 'files-that-stand-in-the-way[9]', 'files-that-stand-in-the-way[10]', 'files-that-stand-in-the-way[11]', 'files-that-stand-in-the-way[12]',
            'files-that-stand-in-the-way[13]', 'files-that-stand-in-the-way[14]', 'files-that-stand-in-the-way[15]', 'files-that-stand-in-the-way[16]', 'files-that-stand-in-the-way[17]', 'files-that-stand-in-the-way[18]',
            'files-that-stand-in-the-way[19]', 'files-that-stand-in-the-way[20]', 'files-that-stand-in-the-way[21]', 'files-that-stand-in-the-way[22]', 'files-that-stand-in-the-way[23]', 'files-that-stand-in-the-way[24]',
            'files-that-stand-in-the-way[25]', 'files-that-stand-in-the-way[26]', 'files-that-stand-in-the-way[27]', 'files-that-stand-in-the-way[28]', 'files-that-stand-in-the-way[29]', 'files-that-stand-in-the-way[30]',
            'files-that-stand-in-the-way[31]', 'files-that-stand-in-the-way[32]', 'files-that-stand-in-the-way[33]', 'files-that-stand-in-the-way[34]', 'files-that-stand-in-the-way[35]', 'files-that-stand-in-the-way[36]',
            'files-that-stand-in-the-way[37]', 'files-that-stand-in-the-way[38]', 'files-that-stand-in-the-way[39]', 'files-that-stand-in-the-way[40]', 'files-that-stand-in-the-way[41]', 'files-that-stand-in-the-way[42]',
            'files-that-stand-in-the-way[43]', 'files-that-stand-in-the-way[44]', 'files-that-stand-in-the-way[45]', 'files-that-stand-in-the-way[46]', 'files-that-stand-in-the-way[47]', 'files-that-stand-in-the-way[48]',
            'files-that-stand-in-the-way[49]', 'files-that-stand-in-the-way[50]', 'files-that-stand-in-the-way[51]', 'files-that-stand-in-the-way[52]', 'files-that-stand-in-the-way[53]', 'files-that-stand-in-the-way[54]',
            'files-that-stand-in-the-way[55]', 'files-that-stand-in-the-way[56]', 'files-that-stand-in-the-way[57]', 'files-that-stand-in-the-way[58]', 'files-that-stand-in-the-way[59]', 'files-that-stand-in-the-way[60]',
            'files-that-stand-in-the-way[61]', 'files-that-stand-in-the-way[62]', 'files-that-stand-in-the-way[63]', 'files-that-stand-in-the-way[64]', 'files-that-stand-in-the-way[65]', 'files-that-stand-in-the-way[66]',
            'files-that-stand-in-the-way[67]', 'files-that-stand-in-the-way[68]', 'files-that-stand-in-the-way[69]', 'files-that-stand-in-the-way[70]', 'files-that-stand-in-the-way[71]', 'files-that-stand-in-the-way[72]',
            'files-that-stand-in-the-way[73]', 'files-that-stand-in-the-way[74]', 'files-that-stand-in-the-way[75]', 'files-that-stand-in-the-way[76]', 'files-that-stand-in-the-way[77]', 'files-that-stand-in-the-way[78]',
            'files-that-stand-in-the-way[79]', 'files-that-stand-in-the-way[80]', 'files-that-stand-in-the-way[81]', 'files-that-stand-in-the-way[82]', 'files-that-stand-in-the-way[83]', 'files-that-stand-in-the-way[84]',
            'files-that-stand-in-the-way[85]', 'files-that-stand-in-the-way[86]', 'files-that-stand-in-the-way[87]', 'files-that-stand-in-the-way[88]', 'files-that-stand-in-the-way[89]', 'files-that-stand-in-the-way[90]',
            'files-that-stand-in-the-way[91]', 'files-that-stand-in-the-way[92]', 'files-that-stand-in-the-way[93]', 'files-that-stand-in-the-way[94]', 'files-that-stand-in-the-way[95]', 'files-that-stand-in-the-way[96]',
            'files-that-stand-in-the-way[97]', 'files-that-stand-in-the-way[98]', 'files-that-stand-in-the-way[99]', 'files-that-stand-in-the-way[100]', 'files-that-stand-in-the-way[101]', 'files-that-stand-in-the-way[102]',
            'files-that-stand-in-the-way[103]', 'files-that-stand-in-the-way[104]', 'files-that-stand-in-the-way[105]', 'files-that-stand-in-the-way[106]', 'files-that-stand-in-the-way[107]', 'files-that-stand-in-the-way[108]',
            'files-that-stand-in-the-way[109]', 'files-that-stand-in-the-way[110]' -Depends 'files-that-stand-in-the-way[1]', 'files-that-stand-in-the-way[2]', 'files-that-stand-in-the-way[3]', 'files-that-stand-in-the-way[4]', 'files-that-stand-in-the-way[5]', 'files-that-stand-in-the-way[6]',
            'files-that-stand-in-the-way[7]', 'files-that-stand-in-the-way[8]', 'files-that-stand-in-the-way[9]', 'files-that-stand-in-the-way[10]', 'files-that-stand-in-the-way[11]', 'files-that-stand-in-the-way[12]',
            'files-that-stand-in-the-way[13]', 'files-that-stand-in-the-way[14]', 'files-that-stand-in-the-way[15]', 'files-that-stand-in-the-way[16]', 'files-that-stand-in-the-way[17]', 'files-that-stand-in-the-way[18]',
            'files-that-stand-in-the-way[19]', 'files-that-stand-in-the-way[20]', 'files-that-stand-in-the-way[21]', 'files-that-stand-in-the-way[22]', 'files-that-stand-in-the-way[23]', 'files-that-stand-in-the-way[24]',
            'files-that-stand-in-the-way[25]', 'files-that-stand-in-the-way[26]', 'files-that-stand-in-the-way[27]', 'files-that-stand-in-the-way[28]', 'files-that-stand-in-the-way[29]', 'files-that-stand-in-the-way[30]',
            'files-that-stand-in-the-way[31]', 'files-that-stand-in-the-way[32]', 'files-that-stand-in-the-way[33]', 'files-that-stand-in-the-way[34]', 'files-that-stand-in-the-way[35]', 'files-that-stand-in-the-way[36]',
            'files-that-stand-in-the-way[37]', 'files-that-stand-in-the-way[38]', 'files-that-stand-in-the-way[39]', 'files-that-stand-in-the-way[40]', 'files-that-stand-in-the-way[41]', 'files-that-stand-in-the-way[42]',
            'files-that-stand-in-the-way[43]', 'files-that-stand-in-the-way[44]', 'files-that-stand-in-the-way[45]', 'files-that-stand-in-the-way[46]', 'files-that-stand-in-the-way[47]', 'files-that-stand-in-the-way[48]',
            'files-that-stand-in-the-way[49]', 'files-that-stand-in-the-way[50]', 'files-that-stand-in-the-way[51]', 'files-that-stand-in-the-way[52]', 'files-that-stand-in-the-way[53]', 'files-that-stand-in-the-way[54]',
            'files-that-stand-in-the-way[55]', 'files-that-stand-in-the-way[56]', 'files-that-stand-in-the-way[57]', 'files-that-stand-in-the-way[58]', 'files-that-stand-in-the-way[59]', 'files-that-stand-in-the-way[60]',
            'files-that-stand-in-the-way[61]', 'files-that-stand-in-the-way[62]', 'files-that-stand-in-the-way[63]', 'files-that-stand-in-the-way[64]', 'files-that-stand-in-the-way[65]', 'files-that-stand-in-the-way[66]',
            'files-that-stand-in-the-way[67]', 'files-that-stand-in-the-way[68]', 'files-that-stand-in-the-way[69]', 'files-that-stand-in-the-way[70]', 'files-that-stand-in-the-way[71]', 'files-that-stand-in-the-way[72]',
            'files-that-stand-in-the-way[73]', 'files-that-stand-in-the-way[74]', 'files-that-stand-in-the-way[75]', 'files-that-stand-in-the-way[76]', 'files-that-stand-in-the-way[77]', 'files-that-stand-in-the-way[78]',
            'files-that-stand-in-the-way[79]', 'files-that-stand-in-the-way[80]', 'files-that-stand-in-the-way[81]', 'files-that-stand-in-the-way[82]', 'files-that-stand-in-the-way[83]', 'files-that-stand-in-the-way[84]',
            'files-that-stand-in-the-way[85]', 'files-that-stand-in-the-way[86]', 'files-that-stand-in-the-way[87]', 'files-that-stand-in-the-way[88]', 'files-that-stand-in-the-way[89]', 'files-that-stand-in-the-way[90]',
            'files-that-stand-in-the-way[91]', 'files-that-stand-in-the-way[92]', 'files-that-stand-in-the-way[93]', 'files-that-stand-in-the-way[94]', 'files-that-stand-in-the-way[95]', 'files-that-stand-in-the-way[96]',
            'files-that-stand-in-the-way[97]', 'files-that-stand-in-the-way[98]', 'files-that-stand-in-the-way[99]', 'files-that-stand-in-the-way[100]', 'files-that-stand-in-the-way[101]', 'files-that-stand-in-the-way[102]',
            'files-that-stand-in-the-way[103]', 'files-that-stand-in-the-way[104]', 'files-that-stand-in-the-way[105]', 'files-that-stand-in-the-way[106]', 'files-that-stand-in-the-way[107]', 'files-that-stand-in-the-way[108]',
            'files-that-stand-in-the-way[109]', 'files-that-stand-in-the-way[110]' -When {
        Test-All { Test-Any { Test-Changed 'files-that-stand-in-the-way[1]' },
                            { Test-Changed 'files-that-stand-in-the-way[2]' },
                            { Test-Changed 'files-that-stand-in-the-way[3]' },
                            { Test-Changed 'files-that-stand-in-the-way[4]' },
                            { Test-Changed 'files-that-stand-in-the-way[5]' },
                            { Test-Changed 'files-that-stand-in-the-way[6]' },
                            { Test-Changed 'files-that-stand-in-the-way[7]' },
                            { Test-Changed 'files-that-stand-in-the-way[8]' },
                            { Test-Changed 'files-that-stand-in-the-way[9]' },
                            { Test-Changed 'files-that-stand-in-the-way[10]' },
                            { Test-Changed 'files-that-stand-in-the-way[11]' },
                            { Test-Changed 'files-that-stand-in-the-way[12]' },
                            { Test-Changed 'files-that-stand-in-the-way[13]' },
                            { Test-Changed 'files-that-stand-in-the-way[14]' },
                            { Test-Changed 'files-that-stand-in-the-way[15]' },
                            { Test-Changed 'files-that-stand-in-the-way[16]' },
                            { Test-Changed 'files-that-stand-in-the-way[17]' },
                            { Test-Changed 'files-that-stand-in-the-way[18]' },
                            { Test-Changed 'files-that-stand-in-the-way[19]' },
                            { Test-Changed 'files-that-stand-in-the-way[20]' },
                            { Test-Changed 'files-that-stand-in-the-way[21]' },
                            { Test-Changed 'files-that-stand-in-the-way[22]' },
                            { Test-Changed 'files-that-stand-in-the-way[23]' },
                            { Test-Changed 'files-that-stand-in-the-way[24]' },
                            { Test-Changed 'files-that-stand-in-the-way[25]' },
                            { Test-Changed 'files-that-stand-in-the-way[26]' },
                            { Test-Changed 'files-that-stand-in-the-way[27]' },
                            { Test-Changed 'files-that-stand-in-the-way[28]' },
                            { Test-Changed 'files-that-stand-in-the-way[29]' },
                            { Test-Changed 'files-that-stand-in-the-way[30]' },
                            { Test-Changed 'files-that-stand-in-the-way[31]' },
                            { Test-Changed 'files-that-stand-in-the-way[32]' },
                            { Test-Changed 'files-that-stand-in-the-way[33]' },
                            { Test-Changed 'files-that-stand-in-the-way[34]' },
                            { Test-Changed 'files-that-stand-in-the-way[35]' },
                            { Test-Changed 'files-that-stand-in-the-way[36]' },
                            { Test-Changed 'files-that-stand-in-the-way[37]' },
                            { Test-Changed 'files-that-stand-in-the-way[38]' },
                            { Test-Changed 'files-that-stand-in-the-way[39]' },
                            { Test-Changed 'files-that-stand-in-the-way[40]' },
                            { Test-Changed 'files-that-stand-in-the-way[41]' },
                            { Test-Changed 'files-that-stand-in-the-way[42]' },
                            { Test-Changed 'files-that-stand-in-the-way[43]' },
                            { Test-Changed 'files-that-stand-in-the-way[44]' },
                            { Test-Changed 'files-that-stand-in-the-way[45]' },
                            { Test-Changed 'files-that-stand-in-the-way[46]' },
                            { Test-Changed 'files-that-stand-in-the-way[47]' },
                            { Test-Changed 'files-that-stand-in-the-way[48]' },
                            { Test-Changed 'files-that-stand-in-the-way[49]' },
                            { Test-Changed 'files-that-stand-in-the-way[50]' },
                            { Test-Changed 'files-that-stand-in-the-way[51]' },
                            { Test-Changed 'files-that-stand-in-the-way[52]' },
                            { Test-Changed 'files-that-stand-in-the-way[53]' },
                            { Test-Changed 'files-that-stand-in-the-way[54]' },
                            { Test-Changed 'files-that-stand-in-the-way[55]' },
                            { Test-Changed 'files-that-stand-in-the-way[56]' },
                            { Test-Changed 'files-that-stand-in-the-way[57]' },
                            { Test-Changed 'files-that-stand-in-the-way[58]' },
                            { Test-Changed 'files-that-stand-in-the-way[59]' },
                            { Test-Changed 'files-that-stand-in-the-way[60]' },
                            { Test-Changed 'files-that-stand-in-the-way[61]' },
                            { Test-Changed 'files-that-stand-in-the-way[62]' },
                            { Test-Changed 'files-that-stand-in-the-way[63]' },
                            { Test-Changed 'files-that-stand-in-the-way[64]' },
                            { Test-Changed 'files-that-stand-in-the-way[65]' },
                            { Test-Changed 'files-that-stand-in-the-way[66]' },
                            { Test-Changed 'files-that-stand-in-the-way[67]' },
                            { Test-Changed 'files-that-stand-in-the-way[68]' },
                            { Test-Changed 'files-that-stand-in-the-way[69]' },
                            { Test-Changed 'files-that-stand-in-the-way[70]' },
                            { Test-Changed 'files-that-stand-in-the-way[71]' },
                            { Test-Changed 'files-that-stand-in-the-way[72]' },
                            { Test-Changed 'files-that-stand-in-the-way[73]' },
                            { Test-Changed 'files-that-stand-in-the-way[74]' },
                            { Test-Changed 'files-that-stand-in-the-way[75]' },
                            { Test-Changed 'files-that-stand-in-the-way[76]' },
                            { Test-Changed 'files-that-stand-in-the-way[77]' },
                            { Test-Changed 'files-that-stand-in-the-way[78]' },
                            { Test-Changed 'files-that-stand-in-the-way[79]' },
                            { Test-Changed 'files-that-stand-in-the-way[80]' },
                            { Test-Changed 'files-that-stand-in-the-way[81]' },
                            { Test-Changed 'files-that-stand-in-the-way[82]' },
                            { Test-Changed 'files-that-stand-in-the-way[83]' },
                            { Test-Changed 'files-that-stand-in-the-way[84]' },
                            { Test-Changed 'files-that-stand-in-the-way[85]' },
                            { Test-Changed 'files-that-stand-in-the-way[86]' },
                            { Test-Changed 'files-that-stand-in-the-way[87]' },
                            { Test-Changed 'files-that-stand-in-the-way[88]' },
                            { Test-Changed 'files-that-stand-in-the-way[89]' },
                            { Test-Changed 'files-that-stand-in-the-way[90]' },
                            { Test-Changed 'files-that-stand-in-the-way[91]' },
                            { Test-Changed 'files-that-stand-in-the-way[92]' },
                            { Test-Changed 'files-that-stand-in-the-way[93]' },
                            { Test-Changed 'files-that-stand-in-the-way[94]' },
                            { Test-Changed 'files-that-stand-in-the-way[95]' },
                            { Test-Changed 'files-that-stand-in-the-way[96]' },
                            { Test-Changed 'files-that-stand-in-the-way[97]' },
                            { Test-Changed 'files-that-stand-in-the-way[98]' },
                            { Test-Changed 'files-that-stand-in-the-way[99]' },
                            { Test-Changed 'files-that-stand-in-the-way[100]' },
                            { Test-Changed 'files-that-stand-in-the-way[101]' },
                            { Test-Changed 'files-that-stand-in-the-way[102]' },
                            { Test-Changed 'files-that-stand-in-the-way[103]' },
                            { Test-Changed 'files-that-stand-in-the-way[104]' },
                            { Test-Changed 'files-that-stand-in-the-way[105]' },
                            { Test-Changed 'files-that-stand-in-the-way[106]' },
                            { Test-Changed 'files-that-stand-in-the-way[107]' },
                            { Test-Changed 'files-that-stand-in-the-way[108]' },
                            { Test-Changed 'files-that-stand-in-the-way[109]' },
                            { Test-Changed 'files-that-stand-in-the-way[110]' } },
                 { Test-Not { Test-Any { Test-Number (Get-CheckValue 'level') '>' 5 },
                                       { Test-Absent (Get-CheckValue 'level') } } },
                 { Test-Number (Get-Fact 'os.build') '>=' 7600 }
    } -Steps {
        Set-RegistryValue 'HKLM\SOFTWARE\Example' 'Told' 'string' 'a ^ b & 100% (c) !'
    }

    # ---- again -----------------------------------------------------------------------------------------------------
    Add-Action 'again' -Depends 'mark', 'files-that-stand-in-the-way[8]' -Times 3 -Delay 4 -Requires { Get-Folder 'windir' } -When {
        Test-Any { Test-Not { Test-Check 'left-over' } }, { Test-Check 'marked' }
    } -Steps {
        if (Test-StepWhen { Test-Check 'marked' }) {
            Set-FileAbsent ((Get-Folder 'windir') + '\Long\again.txt')
        }
        Set-RegistryValue 'HKLM\SOFTWARE\Example' 'Again' 'dword' 1
    } -Finally {
        Set-RegistryValue 'HKLM\SOFTWARE\Example' 'Ended' 'dword' 1
    }

    # ---- behind-the-restart ----------------------------------------------------------------------------------------
    Add-Action 'behind-the-restart' -Needs 'mark' -Steps {
        Write-Message 'the machine has restarted' 'INFO'
    }
}

function Test-Scope {
    $true
}

function Test-Goal {
    Test-All { Test-Check 'mark' },
             { Test-Check 'files-that-stand-in-the-way[1]' },
             { Test-Check 'files-that-stand-in-the-way[2]' },
             { Test-Check 'files-that-stand-in-the-way[3]' },
             { Test-Check 'files-that-stand-in-the-way[4]' },
             { Test-Check 'files-that-stand-in-the-way[5]' },
             { Test-Check 'files-that-stand-in-the-way[6]' },
             { Test-Check 'files-that-stand-in-the-way[7]' },
             { Test-Check 'files-that-stand-in-the-way[8]' },
             { Test-Check 'files-that-stand-in-the-way[9]' },
             { Test-Check 'files-that-stand-in-the-way[10]' },
             { Test-Check 'files-that-stand-in-the-way[11]' },
             { Test-Check 'files-that-stand-in-the-way[12]' },
             { Test-Check 'files-that-stand-in-the-way[13]' },
             { Test-Check 'files-that-stand-in-the-way[14]' },
             { Test-Check 'files-that-stand-in-the-way[15]' },
             { Test-Check 'files-that-stand-in-the-way[16]' },
             { Test-Check 'files-that-stand-in-the-way[17]' },
             { Test-Check 'files-that-stand-in-the-way[18]' },
             { Test-Check 'files-that-stand-in-the-way[19]' },
             { Test-Check 'files-that-stand-in-the-way[20]' },
             { Test-Check 'files-that-stand-in-the-way[21]' },
             { Test-Check 'files-that-stand-in-the-way[22]' },
             { Test-Check 'files-that-stand-in-the-way[23]' },
             { Test-Check 'files-that-stand-in-the-way[24]' },
             { Test-Check 'files-that-stand-in-the-way[25]' },
             { Test-Check 'files-that-stand-in-the-way[26]' },
             { Test-Check 'files-that-stand-in-the-way[27]' },
             { Test-Check 'files-that-stand-in-the-way[28]' },
             { Test-Check 'files-that-stand-in-the-way[29]' },
             { Test-Check 'files-that-stand-in-the-way[30]' },
             { Test-Check 'files-that-stand-in-the-way[31]' },
             { Test-Check 'files-that-stand-in-the-way[32]' },
             { Test-Check 'files-that-stand-in-the-way[33]' },
             { Test-Check 'files-that-stand-in-the-way[34]' },
             { Test-Check 'files-that-stand-in-the-way[35]' },
             { Test-Check 'files-that-stand-in-the-way[36]' },
             { Test-Check 'files-that-stand-in-the-way[37]' },
             { Test-Check 'files-that-stand-in-the-way[38]' },
             { Test-Check 'files-that-stand-in-the-way[39]' },
             { Test-Check 'files-that-stand-in-the-way[40]' },
             { Test-Check 'files-that-stand-in-the-way[41]' },
             { Test-Check 'files-that-stand-in-the-way[42]' },
             { Test-Check 'files-that-stand-in-the-way[43]' },
             { Test-Check 'files-that-stand-in-the-way[44]' },
             { Test-Check 'files-that-stand-in-the-way[45]' },
             { Test-Check 'files-that-stand-in-the-way[46]' },
             { Test-Check 'files-that-stand-in-the-way[47]' },
             { Test-Check 'files-that-stand-in-the-way[48]' },
             { Test-Check 'files-that-stand-in-the-way[49]' },
             { Test-Check 'files-that-stand-in-the-way[50]' },
             { Test-Check 'files-that-stand-in-the-way[51]' },
             { Test-Check 'files-that-stand-in-the-way[52]' },
             { Test-Check 'files-that-stand-in-the-way[53]' },
             { Test-Check 'files-that-stand-in-the-way[54]' },
             { Test-Check 'files-that-stand-in-the-way[55]' },
             { Test-Check 'files-that-stand-in-the-way[56]' },
             { Test-Check 'files-that-stand-in-the-way[57]' },
             { Test-Check 'files-that-stand-in-the-way[58]' },
             { Test-Check 'files-that-stand-in-the-way[59]' },
             { Test-Check 'files-that-stand-in-the-way[60]' },
             { Test-Check 'files-that-stand-in-the-way[61]' },
             { Test-Check 'files-that-stand-in-the-way[62]' },
             { Test-Check 'files-that-stand-in-the-way[63]' },
             { Test-Check 'files-that-stand-in-the-way[64]' },
             { Test-Check 'files-that-stand-in-the-way[65]' },
             { Test-Check 'files-that-stand-in-the-way[66]' },
             { Test-Check 'files-that-stand-in-the-way[67]' },
             { Test-Check 'files-that-stand-in-the-way[68]' },
             { Test-Check 'files-that-stand-in-the-way[69]' },
             { Test-Check 'files-that-stand-in-the-way[70]' },
             { Test-Check 'files-that-stand-in-the-way[71]' },
             { Test-Check 'files-that-stand-in-the-way[72]' },
             { Test-Check 'files-that-stand-in-the-way[73]' },
             { Test-Check 'files-that-stand-in-the-way[74]' },
             { Test-Check 'files-that-stand-in-the-way[75]' },
             { Test-Check 'files-that-stand-in-the-way[76]' },
             { Test-Check 'files-that-stand-in-the-way[77]' },
             { Test-Check 'files-that-stand-in-the-way[78]' },
             { Test-Check 'files-that-stand-in-the-way[79]' },
             { Test-Check 'files-that-stand-in-the-way[80]' },
             { Test-Check 'files-that-stand-in-the-way[81]' },
             { Test-Check 'files-that-stand-in-the-way[82]' },
             { Test-Check 'files-that-stand-in-the-way[83]' },
             { Test-Check 'files-that-stand-in-the-way[84]' },
             { Test-Check 'files-that-stand-in-the-way[85]' },
             { Test-Check 'files-that-stand-in-the-way[86]' },
             { Test-Check 'files-that-stand-in-the-way[87]' },
             { Test-Check 'files-that-stand-in-the-way[88]' },
             { Test-Check 'files-that-stand-in-the-way[89]' },
             { Test-Check 'files-that-stand-in-the-way[90]' },
             { Test-Check 'files-that-stand-in-the-way[91]' },
             { Test-Check 'files-that-stand-in-the-way[92]' },
             { Test-Check 'files-that-stand-in-the-way[93]' },
             { Test-Check 'files-that-stand-in-the-way[94]' },
             { Test-Check 'files-that-stand-in-the-way[95]' },
             { Test-Check 'files-that-stand-in-the-way[96]' },
             { Test-Check 'files-that-stand-in-the-way[97]' },
             { Test-Check 'files-that-stand-in-the-way[98]' },
             { Test-Check 'files-that-stand-in-the-way[99]' },
             { Test-Check 'files-that-stand-in-the-way[100]' },
             { Test-Check 'files-that-stand-in-the-way[101]' },
             { Test-Check 'files-that-stand-in-the-way[102]' },
             { Test-Check 'files-that-stand-in-the-way[103]' },
             { Test-Check 'files-that-stand-in-the-way[104]' },
             { Test-Check 'files-that-stand-in-the-way[105]' },
             { Test-Check 'files-that-stand-in-the-way[106]' },
             { Test-Check 'files-that-stand-in-the-way[107]' },
             { Test-Check 'files-that-stand-in-the-way[108]' },
             { Test-Check 'files-that-stand-in-the-way[109]' },
             { Test-Check 'files-that-stand-in-the-way[110]' },
             { Test-Any { Test-Not { Test-Any { Test-Not { Test-Check 'left-over' } }, { Test-Check 'marked' } } },
                        { Test-All { Test-Check 'again' },
                                   { Test-Any { Test-Not { Test-Check 'marked' } }, { Test-Check 'again:1' } } } }
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

function Test-StepWhen([scriptblock]$When) {
    if ($Turn['Would']) { return $false }
    $due = Get-Truth $When
    if ($null -ne $due) { return $due }
    Stop-Step 'the condition of a step is unknown'
    return $false
}

function Write-Message([string]$Text, [string]$Level) {
    if ($Turn['Would']) { return }
    $Turn['Tried'] = $true
    if (-not $WhatIf) { Write-Log $Level $Text }
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

function Test-Any([scriptblock[]]$Conditions = @()) {
    $answer = $false
    foreach ($condition in @($Conditions)) {
        $is = Get-Truth $condition
        if ($is) { return $true }
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

function Get-CheckValue([string]$Id) {
    return (& ([scriptblock]$Values[$Id]))
}

function Test-Changed([string]$Id) {
    # It changed something, and the action that asks has not ended well since.
    if ($Debts.ContainsKey("$Id.changed.$About")) { return $true }
    # Cut off in an earlier run, it counts as changed once it has had its turn.
    return $WhatIf -and ($WouldChange.ContainsKey($Id) -or $Debts.ContainsKey("$Id.begun"))
}

function Format-Truth($Is) {
    if ($null -eq $Is) { return 'unknown' }
    if ($Is) { return 'true' }
    return 'false'
}

# ==== Comparisons: what is absent ($null) equals nothing else and has no order ======================================

function Test-Absent($Value) {
    return $null -eq $Value
}

function Test-Number($Value, [string]$Operator, $Wanted) {
    return Test-Order $Value $Operator $Wanted { ([decimal]$Value).CompareTo([decimal]$Wanted) }
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
        'os.build' { return [long](Get-Required 'CurrentBuildNumber') }
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

function Set-FileAbsent([string]$Path) {
    Invoke-Step "delete $Path" { -not (Test-FileExists $Path) } { Remove-File $Path }
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

function Test-RegistryValuePresent([string]$Key, [string]$Name, [int]$View, [string]$EachSubkey, [switch]$OrMissing) {
    return Test-Value $Key $Name { $null -ne $found } $View $EachSubkey -OrMissing:$OrMissing
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

function Read-Registry([string]$Key, [string]$Name, [string]$Type, [int]$View) {
    # A value as a type of the plan's; $null where it does not exist. Data of another type throws.
    $found = Get-RegistryData (Resolve-Key $Key $View) $Name
    if ($null -eq $found) { return $null }
    switch ($found['Kind']) {
        'DWord' { return ConvertFrom-Number (ConvertTo-Unsigned $found['Data']) $Type }
        'QWord' { return ConvertFrom-Number $found['Data'] $Type }
        'String' { return ConvertFrom-Text $found['Data'] $Type }
        'ExpandString' { return ConvertFrom-Text $found['Data'] $Type }
    }
    throw "$Key $Name is no $Type"
}

function ConvertFrom-Number([long]$Number, [string]$Type) {
    if ($Type -eq 'integer' -and $Number -ge 0) { return $Number }
    if ($Type -eq 'boolean' -and 0, 1 -contains $Number) { return $Number -eq 1 }
    throw "$Number is no $Type"
}

function ConvertFrom-Text([string]$Text, [string]$Type) {
    switch ($Type) {
        'text' { return $Text }
        'version' { if ([regex]::IsMatch($Text, '\A[0-9]{1,19}(\.[0-9]{1,19})*\z')) { return $Text } }
        'integer' {
            $sign = ''; $digits = $Text
            if ($Text.StartsWith('-', [StringComparison]::Ordinal)) { $sign = '-'; $digits = $Text.Substring(1) }
            if ([regex]::IsMatch($digits, '\A0[xX][0-9a-fA-F]{1,15}\z')) { return [long]($sign + [string][Convert]::ToInt64($digits.Substring(2), 16)) }
            if ([regex]::IsMatch($digits, '\A[0-9]{1,19}\z')) { return [long]($sign + $digits) }
        }
        'date' {
            $forms = [string[]]('yyyy-MM-dd', "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'")
            $styles = [Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal'
            $date = [DateTime]::ParseExact($Text, $forms, [Globalization.CultureInfo]::InvariantCulture, $styles)
            return [decimal]($date - (New-Object System.DateTime 1970, 1, 1)).TotalSeconds
        }
    }
    throw "'$Text' is no $Type"
}

# ==== WMI and programs ==============================================================================================

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
