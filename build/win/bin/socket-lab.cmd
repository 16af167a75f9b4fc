@echo off
rem Socket Lab from a terminal. A program with windows is waited for only by a script like this one.
if "%~1"=="" (
  start "" "%~dp0..\socket-lab.exe"
  exit /b 0
)
"%~dp0..\socket-lab.exe" %*
exit /b %ERRORLEVEL%
