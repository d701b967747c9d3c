# expect: overload 4
Set-StrictMode -Version 2
$process = [Diagnostics.Process]::GetCurrentProcess()
$process.Kill($true)
