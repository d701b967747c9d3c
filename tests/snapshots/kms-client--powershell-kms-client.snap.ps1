<#
.SYNOPSIS
Make volume-licensed Windows 10, 11 and Server 2016 to 2025 a KMS client and activate it

.DESCRIPTION
Installs the published KMS client key of the machine's release and edition, and activates. For machines with a MAK,
for KMS clients that are not activated or carry the key of another release, and for those that were left without a key
of their own: with none, or with a retail key (media and edition upgrades install one) that is not activated. A retail
or OEM licence that is activated is left alone. A machine that changes from its MAK is unlicensed until the KMS host
answers; Windows itself then tries again every two hours. So the host has to be found first: nslookup -type=srv
_vlmcs._tcp names it.
For machines where: os.version == 10.0 and has kms-client-key and not (os.edition == IoTEnterpriseS and os.build ==
19044 and os.revision < 2905) and (volume or no-key or retail-not-activated); elsewhere it changes nothing.
Right when: activated-client.
Run it elevated. It asks no question and can be run again at any time; after a restart that it asks for, run it again.
Exit codes: 0 compliant, changed or not applicable; 1 failed, or -Detect and -WhatIf found something to do; 2 wrong
arguments (what PowerShell itself refuses, such as -LogPath without a value, is 1); 4 undetermined; 5 not elevated; 6
busy; 3010 a restart is required: restart, run it again.
Where a policy asks for signed scripts (AllSigned outweighs -ExecutionPolicy Bypass; AppLocker and Windows Defender
Application Control run what they do not trust in ConstrainedLanguage mode, in which this script changes nothing, says
so and ends with 4), sign it with a certificate that the machines trust, or use the batch script.

Made by regimen from plan kms-client, SHA-256 c4cb4cfa3e6f. Change the plan, not this file.

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
The log, instead of Logs\Regimen\kms-client.log in the Windows folder (kept under 1 MiB together with PATH.1).
With -Detect and -WhatIf there is none unless it is named here. Name a folder that only administrators can write
to: a link that somebody else puts there is followed with the rights of this run.

.PARAMETER Quiet
Print the last line only.

.LINK
https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys

.LINK
https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options
#>
param([string]$Stray, [switch]$Detect, [switch]$WhatIf, [switch]$Restart, [string]$LogPath, [switch]$Quiet)
Set-StrictMode -Version 2
if ('FullLanguage' -ne $ExecutionContext.SessionState.LanguageMode) {
    # AppLocker or Windows Defender Application Control do not trust this file: nearly all that follows is refused it.
    "FAIL kms-client PowerShell runs this script in $($ExecutionContext.SessionState.LanguageMode) mode: sign it and trust its signer, or use the batch script"
    'regimen plan=kms-client outcome=undetermined changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0'
    exit 4
}
# Modules are the engine's own: a user's are looked for first otherwise, and could stand in for New-Object.
$ModulePath = $env:PSModulePath
$env:PSModulePath = "$PSHOME\Modules"
$ErrorActionPreference = 'Stop'
$WhatIfPreference = $false
$ConfirmPreference = 'None'
$PlanId = 'kms-client'
$PlanHash = 'c4cb4cfa3e6f'
$Wrong = $Stray -ne '' -or $args.Length -gt 0 -or ($Detect -and $WhatIf) -or ($PSBoundParameters.ContainsKey('LogPath') -and $LogPath -eq '')

# ==== The plan ======================================================================================================

function Initialize-Plan {
    Add-Map 'kms-client-key' 'os.build', 'os.edition' {
        if ((Test-Number (Get-Fact 'os.build') '>=' 26100) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandard')) { return 'TVRH6-WHNXV-R9WG3-9XRFY-MY832' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 26100) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenter')) { return 'D764K-2NDRG-47T6Q-P8T8W-YP6DF' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 26100) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerTurbine')) { return 'XGN3F-F394H-FD2MY-PP6FD-8MCRC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 20348) -and (Test-Number (Get-Fact 'os.build') '<=' 20348) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandard')) { return 'VDYBN-27WPP-V4HQT-9VMD4-VMK7H' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 20348) -and (Test-Number (Get-Fact 'os.build') '<=' 20348) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenter')) { return 'WX4NM-KYWYW-QJJR4-XV3QB-6VM33' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 20348) -and (Test-Number (Get-Fact 'os.build') '<=' 20348) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerTurbine')) { return 'NTBV8-9K7Q8-V27C6-M2BTV-KHMXV' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17763) -and (Test-Number (Get-Fact 'os.build') '<=' 17763) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandard')) { return 'N69G4-B89J2-4G8F4-WWYCC-J464C' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17763) -and (Test-Number (Get-Fact 'os.build') '<=' 17763) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenter')) { return 'WMDGN-G9PQG-XVVXX-R3X43-63DFG' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17763) -and (Test-Number (Get-Fact 'os.build') '<=' 17763) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerSolution')) { return 'WVDHN-86M7X-466P6-VHXV7-YY726' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 14393) -and (Test-Number (Get-Fact 'os.build') '<=' 14393) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandard')) { return 'WC2BQ-8NRM3-FDDYY-2BFGV-KHKQY' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 14393) -and (Test-Number (Get-Fact 'os.build') '<=' 14393) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenter')) { return 'CB7KF-BWN84-R7R2Y-793K2-8XDDG' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 14393) -and (Test-Number (Get-Fact 'os.build') '<=' 14393) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerSolution')) { return 'JCKRF-N37P4-C2D82-9YXRT-4M63B' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17763) -and (Test-Number (Get-Fact 'os.build') '<=' 17763) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandardACor')) { return 'N2KJX-J94YW-TQVFB-DG9YT-724CC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 18362) -and (Test-Number (Get-Fact 'os.build') '<=' 18362) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandardACor')) { return 'N2KJX-J94YW-TQVFB-DG9YT-724CC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 18363) -and (Test-Number (Get-Fact 'os.build') '<=' 18363) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandardACor')) { return 'N2KJX-J94YW-TQVFB-DG9YT-724CC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 19041) -and (Test-Number (Get-Fact 'os.build') '<=' 19041) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandardACor')) { return 'N2KJX-J94YW-TQVFB-DG9YT-724CC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 19042) -and (Test-Number (Get-Fact 'os.build') '<=' 19042) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandardACor')) { return 'N2KJX-J94YW-TQVFB-DG9YT-724CC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17763) -and (Test-Number (Get-Fact 'os.build') '<=' 17763) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenterACor')) { return '6NMRW-2C8FM-D24W7-TQWMY-CWH2D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 18362) -and (Test-Number (Get-Fact 'os.build') '<=' 18362) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenterACor')) { return '6NMRW-2C8FM-D24W7-TQWMY-CWH2D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 18363) -and (Test-Number (Get-Fact 'os.build') '<=' 18363) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenterACor')) { return '6NMRW-2C8FM-D24W7-TQWMY-CWH2D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 19041) -and (Test-Number (Get-Fact 'os.build') '<=' 19041) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenterACor')) { return '6NMRW-2C8FM-D24W7-TQWMY-CWH2D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 19042) -and (Test-Number (Get-Fact 'os.build') '<=' 19042) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenterACor')) { return '6NMRW-2C8FM-D24W7-TQWMY-CWH2D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17134) -and (Test-Number (Get-Fact 'os.build') '<=' 17134) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandardACor')) { return 'PTXN8-JFHJM-4WC78-MPCBR-9W4KR' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17134) -and (Test-Number (Get-Fact 'os.build') '<=' 17134) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenterACor')) { return '2HXDN-KRXHB-GPYC7-YCKFJ-7FVDG' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 16299) -and (Test-Number (Get-Fact 'os.build') '<=' 16299) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandardACor')) { return 'DPCNP-XQFKJ-BJF7R-FRC8D-GF6G4' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 16299) -and (Test-Number (Get-Fact 'os.build') '<=' 16299) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenterACor')) { return '6Y6KB-N82V8-D8CQV-23MJW-BWTG6' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'Professional')) { return 'W269N-WFGWX-YVC9B-4J6C9-T83GX' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'Professional')) { return 'W269N-WFGWX-YVC9B-4J6C9-T83GX' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalN')) { return 'MH37W-N47XK-V7XM9-C7227-GCQG9' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalN')) { return 'MH37W-N47XK-V7XM9-C7227-GCQG9' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalWorkstation')) { return 'NRG8B-VKK3Q-CXVCJ-9G2XF-6Q84J' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalWorkstation')) { return 'NRG8B-VKK3Q-CXVCJ-9G2XF-6Q84J' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalWorkstationN')) { return '9FNHH-K3HBT-3W4TD-6383H-6XYWF' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalWorkstationN')) { return '9FNHH-K3HBT-3W4TD-6383H-6XYWF' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalEducation')) { return '6TP4R-GNPTD-KYYHQ-7B7DP-J447Y' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalEducation')) { return '6TP4R-GNPTD-KYYHQ-7B7DP-J447Y' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalEducationN')) { return 'YVWGF-BXNMC-HTQYQ-CPQ99-66QFC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalEducationN')) { return 'YVWGF-BXNMC-HTQYQ-CPQ99-66QFC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'Education')) { return 'NW6C2-QMPVW-D7KKK-3GKT6-VCFB2' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'Education')) { return 'NW6C2-QMPVW-D7KKK-3GKT6-VCFB2' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'EducationN')) { return '2WH4N-8QGBV-H22JP-CT43Q-MDWWJ' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'EducationN')) { return '2WH4N-8QGBV-H22JP-CT43Q-MDWWJ' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'Enterprise')) { return 'NPPR9-FWDCX-D2C8J-H872K-2YT43' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'Enterprise')) { return 'NPPR9-FWDCX-D2C8J-H872K-2YT43' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseN')) { return 'DPH2V-TTNVB-4X9Q3-TJR4H-KHJW4' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseN')) { return 'DPH2V-TTNVB-4X9Q3-TJR4H-KHJW4' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseG')) { return 'YYVX9-NTFWV-6MDM3-9PT4T-4M68B' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseG')) { return 'YYVX9-NTFWV-6MDM3-9PT4T-4M68B' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 19045) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseGN')) { return '44RPN-FTY23-9VTTB-MP9BX-T84FV' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 22000) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseGN')) { return '44RPN-FTY23-9VTTB-MP9BX-T84FV' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17763) -and (Test-Number (Get-Fact 'os.build') '<=' 17763) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseS')) { return 'M7XTQ-FN8P6-TTKYV-9D4CC-J462D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 19044) -and (Test-Number (Get-Fact 'os.build') '<=' 19044) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseS')) { return 'M7XTQ-FN8P6-TTKYV-9D4CC-J462D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 26100) -and (Test-Number (Get-Fact 'os.build') '<=' 26100) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseS')) { return 'M7XTQ-FN8P6-TTKYV-9D4CC-J462D' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 17763) -and (Test-Number (Get-Fact 'os.build') '<=' 17763) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseSN')) { return '92NFX-8DJQP-P6BBQ-THF9C-7CG2H' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 19044) -and (Test-Number (Get-Fact 'os.build') '<=' 19044) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseSN')) { return '92NFX-8DJQP-P6BBQ-THF9C-7CG2H' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 26100) -and (Test-Number (Get-Fact 'os.build') '<=' 26100) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseSN')) { return '92NFX-8DJQP-P6BBQ-THF9C-7CG2H' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 19044) -and (Test-Number (Get-Fact 'os.build') '<=' 19044) -and (Test-Text (Get-Fact 'os.edition') '==' 'IoTEnterpriseS')) { return 'KBN8V-HFGQ4-MGXVD-347P6-PDQGT' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 26100) -and (Test-Number (Get-Fact 'os.build') '<=' 26100) -and (Test-Text (Get-Fact 'os.edition') '==' 'IoTEnterpriseS')) { return 'KBN8V-HFGQ4-MGXVD-347P6-PDQGT' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 14393) -and (Test-Number (Get-Fact 'os.build') '<=' 14393) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseS')) { return 'DCPHK-NFMTC-H88MJ-PFHPY-QJ4BJ' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 14393) -and (Test-Number (Get-Fact 'os.build') '<=' 14393) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseSN')) { return 'QFFDN-GRT3P-VKWWX-X7T3R-8B639' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 10240) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseS')) { return 'WNMTR-4C88C-JK8YV-HQ7T2-76DF9' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 10240) -and (Test-Number (Get-Fact 'os.build') '<=' 10240) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseSN')) { return '2F77B-TNFGY-69QQF-B8YKP-D69TJ' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9600) -and (Test-Number (Get-Fact 'os.build') '<=' 9600) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandard')) { return 'D2N9P-3P6X9-2R39C-7RTCD-MDVJX' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9600) -and (Test-Number (Get-Fact 'os.build') '<=' 9600) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenter')) { return 'W3GGN-FT8W3-Y4M27-J84CP-Q3VJ9' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9600) -and (Test-Number (Get-Fact 'os.build') '<=' 9600) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerSolution')) { return 'KNC87-3J2TX-XB4WP-VCPJV-M4FWM' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerStandard')) { return 'XC9B7-NBPP2-83J2H-RHMBY-92BT4' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerMultiPointStandard')) { return 'HM7DN-YVMH3-46JC3-XYTG7-CYQJJ' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerMultiPointPremium')) { return 'XNH6W-2V9GX-RGJ4K-Y8X6F-QGJ2G' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerDatacenter')) { return '48HP8-DN98B-MYWDG-T2DCC-8W83P' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerSolution')) { return 'HTDQM-NBMMG-KGYDT-2DTKT-J2MPV' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-TextIn (Get-Fact 'os.edition') 'ServerWeb', 'ServerWebCore')) { return '6TPJF-RBVHG-WBW2R-86QPH-6RTM4' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-Text (Get-Fact 'os.edition') '==' 'ServerHPC')) { return 'TT8MH-CG224-D3D7Q-498W2-9QCTX' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-TextIn (Get-Fact 'os.edition') 'ServerStandard', 'ServerStandardCore')) { return 'YC6KT-GKW9T-YTKYR-T4X34-R7VHC' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-TextIn (Get-Fact 'os.edition') 'ServerEnterprise', 'ServerEnterpriseCore')) { return '489J6-VHDMP-X63PK-3K798-CPX3Y' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-TextIn (Get-Fact 'os.edition') 'ServerDatacenter', 'ServerDatacenterCore')) { return '74YFP-3QFB3-KQT8W-PMXWJ-7M648' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9600) -and (Test-Number (Get-Fact 'os.build') '<=' 9600) -and (Test-Text (Get-Fact 'os.edition') '==' 'Professional')) { return 'GCRJD-8NW9H-F2CDX-CCM8D-9D6T9' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9600) -and (Test-Number (Get-Fact 'os.build') '<=' 9600) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalN')) { return 'HMCNV-VVBFX-7HMBH-CTY9B-B4FXY' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9600) -and (Test-Number (Get-Fact 'os.build') '<=' 9600) -and (Test-Text (Get-Fact 'os.edition') '==' 'Enterprise')) { return 'MHF9N-XY6XB-WVXMC-BTDCT-MKKG7' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9600) -and (Test-Number (Get-Fact 'os.build') '<=' 9600) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseN')) { return 'TT4HM-HN7YT-62K67-RGRQJ-JFFXW' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'Professional')) { return 'NG4HW-VH26C-733KW-K6F98-J8CK4' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalN')) { return 'XCVCF-2NXM9-723PB-MHCB7-2RYQQ' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'Enterprise')) { return '32JNW-9KQ84-P47T8-D8GGY-CWCK7' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 9200) -and (Test-Number (Get-Fact 'os.build') '<=' 9200) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseN')) { return 'JMNMF-RHW7P-DMY6X-RF3DR-X2BQT' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-Text (Get-Fact 'os.edition') '==' 'Professional')) { return 'FJ82H-XT6CR-J8D7P-XQJJ2-GPDD4' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalN')) { return 'MRPKT-YTG23-K7D7T-X2JMM-QY7MG' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-Text (Get-Fact 'os.edition') '==' 'ProfessionalE')) { return 'W82YF-2Q76Y-63HXB-FGJG9-GF7QX' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-Text (Get-Fact 'os.edition') '==' 'Enterprise')) { return '33PXH-7Y6KF-2VJC9-XBBR8-HVTHH' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseN')) { return 'YDRBP-3D83W-TY26F-D46B2-XCKRJ' }
        if ((Test-Number (Get-Fact 'os.build') '>=' 7600) -and (Test-Number (Get-Fact 'os.build') '<=' 7601) -and (Test-Text (Get-Fact 'os.edition') '==' 'EnterpriseE')) { return 'C29WB-22CC8-VJ326-GHFJW-H9DH4' }
    }

    Add-Check 'volume' { Test-License -Channel 'mak', 'kms-client' }

    Add-Check 'no-key' { Test-License -Channel 'none' }

    Add-Check 'retail-not-activated' { Test-License -Channel 'retail' -Status 'unlicensed', 'oob-grace', 'oot-grace', 'non-genuine-grace', 'notification', 'extended-grace' }

    Add-Check 'activated-client' { Test-License -Channel 'kms-client' -Status 'licensed' }

    # ---- client-key: Install the KMS client key of this release and edition ----------------------------------------
    Add-Action 'client-key' -Requires { Get-Entry 'kms-client-key' } -Steps {
        Set-LicenseKey (Get-Entry 'kms-client-key')
    }

    # ---- activate: Activate ----------------------------------------------------------------------------------------
    Add-Action 'activate' -Needs 'client-key' -Depends 'client-key' -Times 3 -Delay 30 -Steps {
        Set-LicenseActivated
    }
}

function Test-Scope {
    Test-All { Test-Version (Get-Fact 'os.version') '==' '10.0' },
             { Test-Map 'kms-client-key' },
             { Test-Not { Test-All { Test-Text (Get-Fact 'os.edition') '==' 'IoTEnterpriseS' },
                                   { Test-Number (Get-Fact 'os.build') '==' 19044 },
                                   { Test-Number (Get-Fact 'os.revision') '<' 2905 } } },
             { Test-Any { Test-Check 'volume' }, { Test-Check 'no-key' }, { Test-Check 'retail-not-activated' } }
}

function Test-Goal {
    Test-Check 'activated-client'
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

function Format-Truth($Is) {
    if ($null -eq $Is) { return 'unknown' }
    if ($Is) { return 'true' }
    return 'false'
}

# ==== Comparisons: what is absent ($null) equals nothing else and has no order ======================================

function Test-Text($Value, [string]$Operator, $Wanted) {
    return Test-Order $Value $Operator $Wanted { Compare-Text $Value $Wanted }
}

function Test-Number($Value, [string]$Operator, $Wanted) {
    return Test-Order $Value $Operator $Wanted { ([decimal]$Value).CompareTo([decimal]$Wanted) }
}

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

function Test-TextIn($Value, [object[]]$Set) {
    foreach ($wanted in @($Set)) { if (Test-Text $Value '==' $wanted) { return $true } }
    return $false
}

function Compare-Text([string]$One, [string]$Two) {
    # Code unit by code unit, without regard to ASCII case and to nothing else.
    return [string]::CompareOrdinal((ConvertTo-LowerAscii $One), (ConvertTo-LowerAscii $Two))
}

function ConvertTo-LowerAscii([string]$Text) {
    if (-not [regex]::IsMatch($Text, '[A-Z]', [Text.RegularExpressions.RegexOptions]::CultureInvariant)) { return $Text }
    $letters = $Text.ToCharArray()
    for ($at = 0; $at -lt $letters.Length; $at++) {
        $code = [int]$letters[$at]
        if ($code -ge 65 -and $code -le 90) { $letters[$at] = [char]($code + 32) }
    }
    return -join $letters
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

# ==== Maps and facts ================================================================================================

function Add-Map([string]$Id, [string[]]$By, [scriptblock]$Choose) {
    # Choose: the entry for this machine, a text or a table of texts; nothing where there is none.
    $Maps[$Id] = @{ 'By' = $By; 'Choose' = $Choose }
}

function Find-Entry([string]$Id) {
    $map = $Maps[$Id]
    foreach ($fact in @($map['By'])) { [void](Get-Fact $fact) }
    return (& ([scriptblock]$map['Choose']))
}

function Test-Map([string]$Id) {
    # Whether this machine has an entry.
    return $null -ne (Find-Entry $Id)
}

function Get-Entry([string]$Id, [string]$Field) {
    $entry = Find-Entry $Id
    if ($null -eq $entry) { throw "$Id has no value on this machine" }
    if ($Field) { return $entry[$Field] }
    return $entry
}

function Get-Fact([string]$Name) {
    # Read once a run; $null where it is absent. What cannot be read throws.
    if (-not $Facts.ContainsKey($Name)) { $Facts[$Name] = Read-Fact $Name }
    return $Facts[$Name]
}

function Read-Fact([string]$Name) {
    switch ($Name) {
        'os.version' { return Get-OsVersion }
        'os.build' { return [long](Get-Required 'CurrentBuildNumber') }
        'os.revision' { return Get-Installed 'UBR' }
        'os.edition' { return Get-Required 'EditionID' }
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

# ==== The licence of Windows, by WMI ================================================================================

function Get-License {
    # Channel, status, reason and key of the Windows product that has a key; one look for all questions until something is done.
    if (-not $Known.ContainsKey('license?')) { $Known['license?'] = Read-License }
    return $Known['license?']
}

function Read-License {
    # All Windows products are asked for, keyed or not: no product is unknown, none with a key is `none`, two are unknown.
    $products = @(Invoke-Wmi "SELECT ID, Description, LicenseStatus, LicenseStatusReason, PartialProductKey FROM SoftwareLicensingProduct WHERE ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f'")
    if ($products.Length -eq 0) { throw 'WMI shows no Windows product' }
    $license = @{ 'Channel' = 'none'; 'Status' = 'unlicensed'; 'Reason' = 'none'; 'Key' = '' }
    $keyed = 0
    foreach ($product in $products) {
        if (-not $product['PartialProductKey']) { continue }
        $keyed++
        if ($null -eq $product['LicenseStatus'] -or $null -eq $product['Description']) { throw 'the licence cannot be read' }
        $states = 'unlicensed', 'licensed', 'oob-grace', 'oot-grace', 'non-genuine-grace', 'notification', 'extended-grace'
        $license = @{ 'Channel' = (Get-Channel $product['Description']); 'Status' = $states[[int]$product['LicenseStatus']]
            'Reason' = (Format-Code $product['LicenseStatusReason']); 'Key' = $product['PartialProductKey'] }
    }
    if ($keyed -gt 1) { throw 'two Windows products have keys' }
    return $license
}

function Get-Channel([string]$Description) {
    $channel = 'other'
    foreach ($pair in ('RETAIL', 'retail'), ('OEM_', 'oem'), ('VOLUME_MAK', 'mak'), ('VOLUME_KMS_', 'kms-host'), ('VOLUME_KMSCLIENT', 'kms-client')) {
        if ($Description.IndexOf($pair[0], [StringComparison]::OrdinalIgnoreCase) -ge 0) { $channel = $pair[1] }
    }
    return $channel
}

function Get-Kms {
    # The KMS host and port that were set by hand.
    foreach ($service in @(Invoke-Wmi 'SELECT KeyManagementServiceMachine, KeyManagementServicePort, Version FROM SoftwareLicensingService')) { return $service }
    throw 'WMI shows no licensing service'
}

function Test-License([string[]]$Channel = @(), [string[]]$Status = @(), [string]$Reason, [string]$Key, [string]$KmsHost, [int]$KmsPort) {
    # What is not asked for is left out.
    $is = Get-License
    if ($Channel.Length -gt 0 -and $Channel -notcontains $is['Channel']) { return $false }
    if ($Status.Length -gt 0 -and $Status -notcontains $is['Status']) { return $false }
    if ($Reason -and $Reason -ne $is['Reason']) { return $false }
    if ($Key -and $is['Key'] -ne $Key.Substring($Key.Length - 5)) { return $false }
    if ($KmsHost -and (Compare-Text $KmsHost ([string](Get-Kms)['KeyManagementServiceMachine'])) -ne 0) { return $false }
    if ($KmsPort -and $KmsPort -ne [int](Get-Kms)['KeyManagementServicePort']) { return $false }
    return $true
}

function Set-LicenseKey([string]$Key) {
    $last = $Key.Substring($Key.Length - 5)
    Invoke-Step "install-key $last" { Test-License -Key $Key } {
        Start-Operation "install-key $last"
        Invoke-Licensing 'InstallProductKey' $Key
    }
}

function Set-LicenseActivated {
    Invoke-Step 'activate' { Test-License -Status 'licensed' } {
        Start-Operation 'activate'
        [void](Invoke-Wmi "SELECT ID FROM SoftwareLicensingProduct WHERE ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL" 'Activate')
        [void](Invoke-Wmi 'SELECT Version FROM SoftwareLicensingService' 'RefreshLicenseStatus')
        return 0
    }
}

function Invoke-Licensing([string]$Method, $Argument) {
    [void](Invoke-Wmi 'SELECT Version FROM SoftwareLicensingService' $Method $Argument)
    [void](Invoke-Wmi 'SELECT Version FROM SoftwareLicensingService' 'RefreshLicenseStatus')
    return 0
}

# ==== WMI and programs ==============================================================================================

function Invoke-Wmi([string]$Query, [string]$Method, [object[]]$Arguments = @()) {
    # A table of properties for each object; with a method, after calling it on each. In a runspace of its own, since neither a
    # connection nor a method call has a limit of its own.
    $session = [Management.Automation.Runspaces.InitialSessionState]::Create()
    $session.LanguageMode = [Management.Automation.PSLanguageMode]::FullLanguage
    $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session)
    $runspace.Open()
    $work = [Management.Automation.PowerShell]::Create()
    $work.Runspace = $runspace
    [void]$work.AddScript({
        param($Query, $Method, $Arguments)
        try {
            foreach ($object in ([wmisearcher]$Query).Get()) {
                if ($Method) { [void]$object.InvokeMethod($Method, [object[]]$Arguments) }
                $row = [Activator]::CreateInstance([Collections.Hashtable], [object[]]@([StringComparer]::OrdinalIgnoreCase))
                foreach ($property in $object.get_Properties()) { $row[$property.get_Name()] = $property.get_Value() }
                $row
            }
        } catch {
            $_.Exception.GetBaseException()
        }
    }.ToString()).AddArgument($Query).AddArgument($Method).AddArgument($Arguments)
    $ticket = $work.BeginInvoke()
    for ($look = 1; -not $ticket.AsyncWaitHandle.WaitOne(2000, $false); $look++) {
        if ($look -ge 60) { throw "WMI does not answer: $Query $Method" }
    }
    $answers = @($work.EndInvoke($ticket))
    $runspace.Close()
    foreach ($answer in $answers) { if ($answer.PSObject.BaseObject -is [Exception]) { throw $answer.PSObject.BaseObject } }
    foreach ($answer in $answers) { $answer.PSObject.BaseObject }
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
