# expect: function-name 3
Set-StrictMode -Version 2
function R { return 1 }
