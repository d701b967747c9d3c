# expect: type 3
Set-StrictMode -Version 2
$list = New-Object System.Collections.Generic.List[string]
