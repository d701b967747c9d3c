# expect: function-twice 4
Set-StrictMode -Version 2
function Get-One { return 1 }
function get-one { return 2 }
