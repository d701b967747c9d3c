# expect: command 4
Set-StrictMode -Version 2
$work = [Management.Automation.PowerShell]::Create().AddScript({
    Start-Sleep -Seconds 1
}.ToString())
