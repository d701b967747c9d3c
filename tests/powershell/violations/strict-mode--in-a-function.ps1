# expect: strict-mode 1
function Set-Mode { Set-StrictMode -Version 2 }
Set-Mode
