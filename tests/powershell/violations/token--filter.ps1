# expect: token 3
Set-StrictMode -Version 2
filter Get-Twice { return 2 }
