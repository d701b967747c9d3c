# expect: node 4
Set-StrictMode -Version 2
$values = @(1, 2)
$first = [Array]::Reverse[int]($values)
