# expect: member 3
Set-StrictMode -Version 2
$values = @(1, 2).ForEach({ $_ })
