# expect: command 3
Set-StrictMode -Version 2
Register-WmiEvent -Class Win32_ProcessStartTrace
