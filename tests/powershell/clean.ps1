<#
Everything that the tables allow, and no finding. Meant to be checked and not to be run: it stops services.
#>
param([string]$Name = 'sppsvc', [switch]$Quiet)
Set-StrictMode -Version 2
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
$WhatIfPreference = $false
$ConfirmPreference = 'None'

# ---- the language -------------------------------------------------------------------------------

function Get-Sum([Parameter(Mandatory = $true, Position = 0)][int]$Left, [ValidateSet('1', '2')][int]$Right = 1) {
    return $Left + $Right
}

function Show-Anything {
    param([AllowNull()]$Value, [AllowEmptyString()][string]$Text, [AllowEmptyCollection()][string[]]$List = @())
    foreach ($item in $List) { $Host.UI.WriteLine("$Text $Value $($item.Length)") }
}

function Test-Operator([int]$Value) {
    $number = 0x10 + 1KB - 2 * 3
    $number += 1
    $number -= 1
    $number *= 2
    $number /= 2
    $number %= 100
    $number++
    $number--
    ++$number
    --$number
    $half = 10 / 4
    $bits = (-bnot $Value) -band 7 -bor 8 -bxor 1
    $rest = $Value % 2
    $whole = -not ($Value -eq 1) -and (!$Quiet -or $half -ne 2) -xor ($rest -gt 3)
    $order = $Value -ge 1 -or $Value -lt 2 -or $Value -le 3
    $plain = 1, 2 -contains $Value -or 1, 2 -notcontains $Value
    $exact = 'a' -ceq 'A' -or 'a' -cne 'A' -or 'a' -cgt 'A' -or 'a' -cge 'A' -or 'a' -clt 'A' -or 'a' -cle 'A' -or 'a', 'b' -ccontains 'A' -or 'a', 'b' -cnotcontains 'A'
    $shape = 'a1' -match '\d' -or 'a1' -notmatch '\s' -or ('a1' -cmatch '[a-z](\d)' -and $Matches[1] -eq '1') -or 'a1' -cnotmatch 'x'
    $text = ('a 1' -replace '\s+', ' ') + ('a1' -creplace 'a', 'b') + ('a-b' -split '-' -join '+') + ('a1b' -csplit 'b' -join '')
    $typed = $Value -is [int] -or $Value -isnot [string] -or $null -ne ($Value -as [string])
    $shown = '{0} {1:X8} {2,5:D3} {3}' -f $text, $bits, $number, [string]($whole -or $order -or $plain -or $exact -or $shape -or $typed)
    return $shown
}

function Test-Statement([string]$Word) {
    :outer for ($at = 0; $at -lt 3; $at++) {
        foreach ($number in 1..3) {
            if ($number -eq 2) { continue outer } elseif ($number -eq 3) { break outer } else { Write-Output $number }
        }
    }
    while ($at -gt 0) { $at-- }
    do { $at++ } while ($at -lt 2)
    do { $at-- } until ($at -le 0)
    switch ($Word) {
        'a' { return 1 }
        default { $at = 5 }
    }
    try {
        throw 'no'
    } catch [System.IO.FileNotFoundException], [UnauthorizedAccessException] {
        $at = 1
    } catch {
        $at = Get-ErrorCode $_
    } finally {
        $at = 3
    }
    $lines = @"
$Word in a here string, $(Get-Sum 1 -Right 2)
"@ + @'
and another one
'@
    return $lines + `
        [string]$at
}

function Get-ErrorCode($Failure) {
    $cause = $Failure
    if ($Failure -is [Management.Automation.ErrorRecord]) { $cause = $Failure.Exception.GetBaseException() }
    if ($cause -is [ComponentModel.Win32Exception]) { return $cause.NativeErrorCode }
    if ($cause -is [Management.ManagementException]) { return [int]$cause.ErrorCode }
    return [Runtime.InteropServices.Marshal]::GetHRForException($cause)
}

function Get-Failure {
    try {
        throw (New-Object System.Exception 'no')
    } catch {
        $inner = $_.Exception.InnerException
        if ($null -ne $inner) { return $inner.Message }
        if ($_.Exception.GetType() -eq [Management.Automation.RuntimeException]) { return $_.Exception.GetType().FullName }
        return (New-Object System.ComponentModel.Win32Exception 5).NativeErrorCode
    }
}

# ---- commands -----------------------------------------------------------------------------------

function Invoke-Commands([scriptblock]$Block) {
    Add-Type -AssemblyName System.ServiceProcess, System.Management
    & $Block
    & { Write-Output -InputObject 1 }
    @(1, 2, 3) | Where-Object -FilterScript { $_ -gt 1 } | ForEach-Object -Begin { $sum = 0 } -Process { $sum += $_ } -End { $sum } | Select-Object -First 1 | Out-Null
    @(1, 2, 3) | Select-Object -Last 1
    New-Object -TypeName PSObject -Property @{ 'Name' = 1; 'Other' = 2 }
    New-Object -TypeName Text.UTF8Encoding -ArgumentList $true
    Set-Service -Name $Name -StartupType 'Manual'
    Start-Sleep -Seconds 1; Start-Sleep -Milliseconds 10
    return $args[0]
}

# ---- values -------------------------------------------------------------------------------------

function Test-Type($Value) {
    $listed = [object], [type], [bool], [byte], [char], [int], [long], [uint32], [UInt64], [decimal], [double], [array], [IFormatProvider],
        [Collections.IComparer], [Collections.IEqualityComparer], [Collections.ICollection], [Collections.DictionaryEntry],
        [Text.RegularExpressions.Match], [Text.RegularExpressions.Group], [Text.RegularExpressions.GroupCollection], [psobject], [scriptblock], [IAsyncResult],
        [ArgumentException], [InvalidOperationException], [Security.SecurityException], [IO.IOException], [IO.DirectoryNotFoundException],
        [Microsoft.Win32.RegistryKey], [IO.Stream], [IO.StreamReader], [IO.StreamWriter], [OperatingSystem], [Threading.WaitHandle], [StringComparer], [Activator], [Collections.Specialized.StringDictionary], [Globalization.TextInfo],
        [Management.PropertyData], [Management.PropertyDataCollection], [wmi], [Management.ManagementObjectCollection],
        [Management.Automation.CommandInfo], [Management.Automation.InvocationInfo], [Management.Automation.PathIntrinsics],
        [Management.Automation.SessionState], [Management.Automation.EngineIntrinsics], [Management.Automation.Host.PSHost],
        [Management.Automation.Host.PSHostUserInterface], [Management.Automation.Runspaces.Runspace]
    if ($Value -is [Runtime.InteropServices.COMException]) { return ([Runtime.InteropServices.COMException]$Value).ErrorCode }
    if ($Value -is [Management.ManagementException]) { return ([Management.ManagementException]$Value).ErrorCode }
    return $listed -contains $Value.GetType()
}

function Get-Value([int]$Number, [long]$Big, [switch]$Wide) {
    $invariant = [Globalization.CultureInfo]::InvariantCulture
    $texts = $Number.ToString('D4', $invariant), $Big.ToString('D4', $invariant), [Guid]::NewGuid().ToString()
    $parsed = [uint32]::Parse('80070005', [Globalization.NumberStyles]::HexNumber, $invariant)
    $styles = [Globalization.NumberStyles]::None, [Globalization.NumberStyles]::Integer
    $version = [version]'6.1.7601'
    if ([IntPtr]::Size -eq 8 -and [IntPtr]::Zero -ne $Number) { $texts += "$($version.Major).$($version.Minor).$($version.Build)" }
    $moment = [DateTime]::ParseExact('2010', 'yyyy', $invariant).ToUniversalTime().AddSeconds([TimeSpan]::FromSeconds(5).TotalSeconds)
    $how = [Globalization.DateTimeStyles]::AssumeUniversal -bor [Globalization.DateTimeStyles]::AdjustToUniversal -bor [Globalization.DateTimeStyles]::None
    $moment = [DateTime]::ParseExact('2010', [string[]]@('yyyy', 'yy'), $invariant, [Globalization.DateTimeStyles]::None)
    $since = $moment - (New-Object System.DateTime 1970, 1, 1)
    if (([decimal]$Number).CompareTo([decimal]5) -gt [Math]::Floor([double]2.5)) { $texts += $since, $how }
    $texts += [DateTime]::Now.ToString('yyyy-MM-dd', $invariant), [DateTime]::UtcNow.Ticks, $moment, $parsed, $styles, $Wide
    return $texts + [Math]::Max(1, 2) + [Math]::Min(1, 2)
}

function Get-Collection {
    $table = New-Object System.Collections.Hashtable ([StringComparer]::OrdinalIgnoreCase)
    $exact = New-Object System.Collections.Hashtable
    $table['a'] = 1
    $table.Add('b', 2)
    if ($table.ContainsKey('a') -and $table.Count -gt 1) { $table.Remove('a') }
    foreach ($key in @($table.Keys)) { $exact[$key] = $table[$key] }
    foreach ($value in $exact.Values) { Write-Output $value }
    $table.Clear()
    $list = New-Object System.Collections.ArrayList
    [void]$list.Add('b')
    if ($list.Contains('b')) { $list.Remove('b') }
    $sorted = $list.ToArray()
    $list.Clear()
    [Array]::Sort($sorted, [StringComparer]::Ordinal)
    [Array]::Reverse($sorted)
    $copy = $sorted.Clone()
    $list.AddRange(@('a', 'b'))
    $words = $list.ToArray([string])
    $one = New-Object System.Object
    if ([object]::ReferenceEquals($one, $words)) { return 0 }
    return @($copy).Count + $sorted.Length + @(1 ; 2).Length
}

# ---- text ---------------------------------------------------------------------------------------

function Get-Text([string]$Text, [char[]]$Cut) {
    $same = [StringComparison]::OrdinalIgnoreCase
    if ([string]::IsNullOrEmpty($Text) -or $Text.Length -eq 0) { return [string]::Empty }
    if ([string]::Compare($Text, 'a', $same) -eq 0 -or [string]::Equals($Text, 'a', [StringComparison]::Ordinal) -or [string]::Equals($Text, 'a') -or $Text.Equals('a', $same) -or [string]::CompareOrdinal($Text, 'a') -eq 0) { return 'a' }
    if ($Text.Contains('.') -or $Text.StartsWith('a', $same) -or $Text.EndsWith('b', $same)) { return 'b' }
    $places = $Text.IndexOf([char]'.') + $Text.IndexOf('ab', $same) + $Text.LastIndexOf([char]'.') + $Text.LastIndexOf('ab', $same)
    $parts = $Text.Split($Cut) + $Text.Split([char[]]',;', [StringSplitOptions]::RemoveEmptyEntries)
    $two = $Text.Split([char[]]'\', 2)
    if ($two.Length -gt 1) { $parts += $two }
    $short = $Text.Substring(1).Substring(0, 2).Replace('a', 'b').Insert(0, 'x').Remove(0, 1)
    $short = $short.Trim().Trim($Cut).TrimEnd().TrimEnd($Cut).TrimStart($Cut).PadLeft(5, '0').PadRight(9)
    $built = New-Object System.Text.StringBuilder
    [void]$built.Append("$places").Append([string]::Join(' ', [string[]]$parts))
    if ($built.Length -gt 5) { return $built.ToString() }
    return $short.ToLowerInvariant() + $short.ToUpperInvariant() + $short.ToCharArray()[0]
}

function Get-Match([string]$Text) {
    $form = [Text.RegularExpressions.RegexOptions]::IgnoreCase -bor [Text.RegularExpressions.RegexOptions]::CultureInvariant -bor [Text.RegularExpressions.RegexOptions]::None
    $shape = New-Object System.Text.RegularExpressions.Regex (('^(a)' + [regex]::Escape($Text)), $form)
    $plain = New-Object regex 'a'
    $match = $shape.Match($Text)
    if ([regex]::IsMatch($Text, 'a') -or [regex]::IsMatch($Text, 'a', [Text.RegularExpressions.RegexOptions]::None)) { return [regex]::Replace($Text, 'a', 'b') }
    if ($match.Success -and $plain.IsMatch($Text)) { return $match.Groups[1].Value + $shape.Replace($Text, '') }
    return $match.Value
}

function Get-Bytes([string]$Text) {
    $bytes = [Text.Encoding]::UTF8.GetBytes($Text)
    $other = [Text.Encoding]::ASCII.GetString($bytes) + [Text.Encoding]::Unicode.GetString($bytes) + [Text.Encoding]::GetEncoding(932).GetString($bytes)
    $coded = [Convert]::ToBase64String($bytes) + [BitConverter]::ToString([Convert]::FromBase64String('AAAA')) + [Convert]::ToString(255, 16)
    $numbers = [Convert]::ToInt32('ff', 16) + [Convert]::ToInt64('ff', 16) + [BitConverter]::ToInt32([BitConverter]::GetBytes(5), 0)
    $more = [BitConverter]::ToUInt32([BitConverter]::GetBytes([uint32]5), 0), [BitConverter]::ToInt64([BitConverter]::GetBytes([uint64]5), 0), [Convert]::ToByte('ff', 16)
    $page = [Text.Encoding]::GetEncoding([Globalization.CultureInfo]::InstalledUICulture.TextInfo.ANSICodePage)
    $strict = [Text.Encoding]::GetEncoding(932, (New-Object System.Text.EncoderExceptionFallback), (New-Object System.Text.DecoderExceptionFallback))
    $wide = (New-Object System.Text.UnicodeEncoding $false, $true).GetPreamble() + $page.GetPreamble() + $strict.GetPreamble() + $more
    $hash = New-Object System.Security.Cryptography.SHA256Managed
    return $other, $wide, $coded, $numbers, $hash.ComputeHash($bytes)
}

# ---- files --------------------------------------------------------------------------------------

function Set-File([string]$Path) {
    $folder = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName([IO.Path]::GetFullPath($Path)))
    if (-not $folder.get_Exists()) { $folder.Create() }
    if ($folder.get_Attributes() -eq [IO.FileAttributes]::Directory) { return }
    $file = New-Object System.IO.FileInfo $Path
    if ($file.get_Exists() -and $file.get_Length() -gt 5 -and $file.get_Attributes() -ne [IO.FileAttributes]::ReparsePoint) { $file.MoveTo("$Path.1") }
    if (-not $file.Directory.get_Exists()) { $file.Directory.Create() }
    if ([IO.File]::Exists($Path)) { [IO.File]::SetAttributes($Path, [IO.FileAttributes]::Normal) }
    $marks = [IO.FileAttributes]::ReadOnly, [IO.FileAttributes]::Hidden, [IO.FileAttributes]::System
    if ($marks -contains [IO.File]::GetAttributes($Path)) { [IO.File]::Delete($Path) }
    [IO.File]::Copy($Path, [IO.Path]::Combine([IO.Path]::GetTempPath(), [IO.Path]::GetFileName($Path)), $true)
    [IO.File]::Move($Path, "$Path.2")
    [IO.File]::WriteAllText($Path, [IO.File]::ReadAllText($Path, [Text.Encoding]::ASCII), [Text.Encoding]::ASCII)
    [IO.File]::WriteAllBytes($Path, [IO.File]::ReadAllBytes($Path))
    [IO.File]::AppendAllText($Path, 'a')
    [IO.File]::AppendAllText($Path, 'a', (New-Object System.Text.UTF8Encoding $true))
    foreach ($below in [IO.Directory]::GetFiles($Path)) { Write-Output $below }
    foreach ($below in [IO.Directory]::GetDirectories($Path) + [IO.Directory]::GetFileSystemEntries($Path)) { Write-Output $below }
    if ([IO.Directory]::Exists($Path)) { [IO.Directory]::Delete($Path); [IO.Directory]::Delete($Path, $true) }
    if ((New-Object System.IO.DirectoryInfo $Path).get_Exists()) { return }
}

function Get-FileHash([string]$Path) {
    $stream = [IO.File]::OpenRead($Path)
    try { return (New-Object System.Security.Cryptography.SHA256Managed).ComputeHash([IO.Stream]$stream) } finally { $stream.Close() }
}

function Get-FileVersion([string]$Path) {
    $version = [Diagnostics.FileVersionInfo]::GetVersionInfo($Path)
    return '{0}.{1}.{2}.{3}' -f $version.FileMajorPart, $version.FileMinorPart, $version.FileBuildPart, $version.FilePrivatePart
}

function Lock-File([string]$Path) {
    $modes = [IO.FileMode]::Open, [IO.FileMode]::Create, [IO.FileMode]::CreateNew, [IO.FileMode]::Append
    $other = [IO.FileAccess]::Read, [IO.FileAccess]::ReadWrite, [IO.FileShare]::Read, [IO.FileShare]::ReadWrite
    $lock = New-Object System.IO.FileStream $Path, ([IO.FileMode]::OpenOrCreate), ([IO.FileAccess]::Write), ([IO.FileShare]::None)
    $lock.Flush()
    $second = [IO.File]::Open($Path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::Read)
    $second.Close()
    return $lock, $modes, $other
}

# ---- registry -----------------------------------------------------------------------------------

function Set-Registry([string]$Path) {
    $hives = [Microsoft.Win32.Registry]::Users, [Microsoft.Win32.Registry]::CurrentUser, [Microsoft.Win32.Registry]::ClassesRoot, [Microsoft.Win32.Registry]::CurrentConfig
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Path)
    if ($null -eq $key) { $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Path, $true) }
    if ($null -eq $key) { $key = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey($Path) }
    foreach ($value in $key.GetValueNames()) {
        $kind = $key.GetValueKind($value)
        $raw = $key.GetValue($value, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
        $key.SetValue($value, $raw, $kind)
        Write-Output ($key.GetValue($value), $key.GetValue($value, ''))
    }
    foreach ($below in $key.GetSubKeyNames()) { $key.DeleteSubKey($below, $false); $key.DeleteSubKeyTree($below) }
    $kinds = [Microsoft.Win32.RegistryValueKind]::String, [Microsoft.Win32.RegistryValueKind]::ExpandString, [Microsoft.Win32.RegistryValueKind]::MultiString,
        [Microsoft.Win32.RegistryValueKind]::DWord, [Microsoft.Win32.RegistryValueKind]::QWord, [Microsoft.Win32.RegistryValueKind]::Binary, [Microsoft.Win32.RegistryValueOptions]::None
    $key.SetValue('a', 1)
    $key.DeleteValue('a', $false)
    $key.Flush()
    $key.Close()
    return $hives, $kinds
}

# ---- machine, processes, services ---------------------------------------------------------------

function Get-Machine {
    $place = [Environment]::SystemDirectory + [Environment]::MachineName + [Environment]::NewLine + [Environment]::GetEnvironmentVariable('windir')
    $place += [Environment]::ExpandEnvironmentVariables('%windir%') + $env:windir
    $who = New-Object System.Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
    $may = $who.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
    return $place, $may, [Environment]::OSVersion.Version, [Environment]::TickCount, [Environment]::GetCommandLineArgs(), $PSVersionTable['PSVersion'], $true
}

function Invoke-Program([string]$File, [string]$Arguments) {
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $File
    $start.Arguments = $Arguments
    $start.WorkingDirectory = [Environment]::SystemDirectory
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = [Text.Encoding]::ASCII
    $start.EnvironmentVariables['a'] = 'b'
    $start.EnvironmentVariables.Remove('a')
    [Threading.Thread]::Sleep(1000)
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $process.BeginErrorReadLine()
    $said = $process.StandardOutput.ReadToEnd()
    $process.StandardOutput.Close()
    if ($said -eq '') { $process.BeginOutputReadLine() }
    if (-not $process.WaitForExit(1000)) { $process.Kill() }
    $process.WaitForExit()
    $code = $process.get_ExitCode()
    $process.Close()
    foreach ($other in [Diagnostics.Process]::GetProcessesByName('a')) { if (-not $other.get_HasExited()) { Write-Output ($other.Id, $other.get_SessionId()) } }
    return $code, [Diagnostics.Process]::GetCurrentProcess().Id
}

function Stop-Everything([string]$Service) {
    $control = New-Object System.ServiceProcess.ServiceController $Service
    $control.Refresh()
    $ready = [ServiceProcess.ServiceControllerStatus]::Running, [ServiceProcess.ServiceControllerStatus]::Paused, [ServiceProcess.ServiceControllerStatus]::StartPending
    if ($ready -contains $control.get_Status() -and $control.get_CanStop()) {
        foreach ($dependent in $control.get_DependentServices()) { Write-Output $dependent.get_ServiceName() }
        foreach ($needed in $control.get_ServicesDependedOn()) { if ($needed.get_Status() -eq [ServiceProcess.ServiceControllerStatus]::Stopped) { $needed.Start() } }
        $control.Stop()
    }
    $control.Close()
    return [ServiceProcess.ServiceControllerStatus]::StopPending
}

# ---- WMI and runspaces --------------------------------------------------------------------------

function Invoke-Wmi([string]$Query) {
    $searcher = New-Object System.Management.ManagementObjectSearcher 'root\cimv2', $Query
    $other = New-Object System.Management.ManagementObjectSearcher $Query
    foreach ($object in $other.Get()) { [void]$object.InvokeMethod('Activate', [object[]]@()) }
    foreach ($object in $searcher.Get()) {
        foreach ($property in $object.get_Properties()) { Write-Output "$($property.get_Name())=$($property.get_Value())" }
    }
    foreach ($object in ([wmisearcher]$Query).Get()) { Write-Output $object.PSObject.BaseObject }
    return [Management.ManagementDateTimeConverter]::ToDateTime('20100101000000.000000+000')
}

function Invoke-Apart([string]$Query) {
    $session = [Management.Automation.Runspaces.InitialSessionState]::Create()
    $session.LanguageMode = [Management.Automation.PSLanguageMode]::FullLanguage
    $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session)
    $runspace.Open()
    $work = [Management.Automation.PowerShell]::Create()
    $work.Runspace = $runspace
    [void]$work.AddScript({
        param($Text)
        $row = [Activator]::CreateInstance([Collections.Hashtable], [object[]]@([StringComparer]::OrdinalIgnoreCase))
        $row[$Text] = 1
        $row
    }.ToString()).AddArgument($Query)
    $ticket = $work.BeginInvoke()
    if (-not $ticket.AsyncWaitHandle.WaitOne(1000, $false) -and -not $ticket.IsCompleted) { $work.Stop() }
    $found = @($work.EndInvoke($ticket))
    $ticket.AsyncWaitHandle.Close()
    $work.Dispose()
    $runspace.Close()
    return $work.EndInvoke($ticket).Count + $found.Length
}

# ---- start --------------------------------------------------------------------------------------

$env:PSModulePath = "$PSHOME\Modules"
$given = $PSBoundParameters.ContainsKey('Name')
$own = $MyInvocation.MyCommand.Path
$log = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath('a.log')
$mode = $ExecutionContext.SessionState.LanguageMode
$script:Done = $true
if ($Host.Name -eq 'ConsoleHost' -and $Done -and $given -and "$own$log" -ne '') { [Environment]::Exit(0) }
exit 0

# ---- verbs --------------------------------------------------------------------------------------

function Add-Nothing { }
function Clear-Nothing { }
function Close-Nothing { }
function Copy-Nothing { }
function Enter-Nothing { }
function Exit-Nothing { }
function Find-Nothing { }
function Format-Nothing { }
function Hide-Nothing { }
function Join-Nothing { }
function Move-Nothing { }
function New-Nothing { }
function Open-Nothing { }
function Pop-Nothing { }
function Push-Nothing { }
function Redo-Nothing { }
function Remove-Nothing { }
function Rename-Nothing { }
function Reset-Nothing { }
function Search-Nothing { }
function Select-Nothing { }
function Skip-Nothing { }
function Split-Nothing { }
function Step-Nothing { }
function Switch-Nothing { }
function Undo-Nothing { }
function Unlock-Nothing { }
function Watch-Nothing { }
function Connect-Nothing { }
function Disconnect-Nothing { }
function Read-Nothing { }
function Receive-Nothing { }
function Send-Nothing { }
function Write-Nothing { }
function Backup-Nothing { }
function Checkpoint-Nothing { }
function Compare-Nothing { }
function Compress-Nothing { }
function Convert-Nothing { }
function ConvertFrom-Nothing { }
function ConvertTo-Nothing { }
function Dismount-Nothing { }
function Edit-Nothing { }
function Expand-Nothing { }
function Export-Nothing { }
function Group-Nothing { }
function Import-Nothing { }
function Initialize-Nothing { }
function Limit-Nothing { }
function Merge-Nothing { }
function Mount-Nothing { }
function Out-Nothing { }
function Publish-Nothing { }
function Restore-Nothing { }
function Save-Nothing { }
function Sync-Nothing { }
function Unpublish-Nothing { }
function Update-Nothing { }
function Debug-Nothing { }
function Measure-Nothing { }
function Ping-Nothing { }
function Repair-Nothing { }
function Resolve-Nothing { }
function Trace-Nothing { }
function Approve-Nothing { }
function Assert-Nothing { }
function Complete-Nothing { }
function Confirm-Nothing { }
function Deny-Nothing { }
function Disable-Nothing { }
function Enable-Nothing { }
function Install-Nothing { }
function Register-Nothing { }
function Request-Nothing { }
function Restart-Nothing { }
function Resume-Nothing { }
function Start-Nothing { }
function Submit-Nothing { }
function Suspend-Nothing { }
function Uninstall-Nothing { }
function Unregister-Nothing { }
function Wait-Nothing { }
function Block-Nothing { }
function Grant-Nothing { }
function Protect-Nothing { }
function Revoke-Nothing { }
function Unblock-Nothing { }
function Unprotect-Nothing { }
function Use-Nothing { }
