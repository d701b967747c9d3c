# expect: command 3
Set-StrictMode -Version 2
@(1, 2) | % { $_ }
