# expect: function-name 3
Set-StrictMode -Version 2
function Optimize-Store { return 1 }
