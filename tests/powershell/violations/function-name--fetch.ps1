# expect: function-name 3
Set-StrictMode -Version 2
function Fetch-Store { return 1 }
