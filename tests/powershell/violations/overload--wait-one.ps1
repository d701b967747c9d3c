# expect: overload 4
Set-StrictMode -Version 2
$ticket = [Management.Automation.PowerShell]::Create().BeginInvoke()
$done = $ticket.AsyncWaitHandle.WaitOne(1000)
