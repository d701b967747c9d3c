# expect: type 3
Set-StrictMode -Version 2
$row = [pscustomobject]@{ 'a' = 1 }
