# expect: type 3
Set-StrictMode -Version 2
$row = [ordered]@{ 'a' = 1 }
