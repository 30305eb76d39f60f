@echo off
rem Finds a JDK, builds what changed, runs: what ./baltoro does, on Windows. The work is done by tools\windows\Launcher.java.
setlocal
set "root=%~dp0"
set "java="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%J in (java.exe) do set "java=%%~$PATH:J"
if not defined java (
  echo This project needs JDK 25 or newer and found none. Install one, for example: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  exit /b 1
)
"%java%" "%root%tools\windows\Launcher.java" "%root%." %*
exit /b %ERRORLEVEL%
