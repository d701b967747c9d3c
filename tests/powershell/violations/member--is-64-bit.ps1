# expect: member 3
Set-StrictMode -Version 2
$wide = [Environment]::Is64BitOperatingSystem
