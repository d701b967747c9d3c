# expect: command 3
Set-StrictMode -Version 2
ConvertTo-Json 1
