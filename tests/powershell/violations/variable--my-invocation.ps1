# expect: variable 3
Set-StrictMode -Version 2
function Get-Own { return $MyInvocation.MyCommand.Path }
