# expect: function-twice 3
Set-StrictMode -Version 2
function Start-Sleep { return 1 }
