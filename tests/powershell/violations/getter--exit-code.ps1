# expect: getter 5
Set-StrictMode -Version 2
$start = New-Object System.Diagnostics.ProcessStartInfo
$process = [Diagnostics.Process]::Start($start)
$code = $process.ExitCode
