# expect: member 4
Set-StrictMode -Version 2
$key = [Microsoft.Win32.Registry]::LocalMachine
$text = $key.Substring(1)
