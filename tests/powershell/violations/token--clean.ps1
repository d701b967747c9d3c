# expect: token 4, token 5
Set-StrictMode -Version 2
function Get-One {
    clean { $null = 1 }
    end { return 1 }
}
