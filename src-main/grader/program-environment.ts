/**
 * What of our own environment a submission's programs are given: what finds programs and libraries, and who and where
 * they are. Everything else is ours: keys and tokens stand in environments under names that nobody can list, so what
 * is handed on is listed instead. More is given with `--env`.
 */
const HANDED_ON = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TERM'],
  ...['PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'CONDA_PREFIX', 'CONDA_DEFAULT_ENV'],
  ...['PYENV_ROOT', 'PYENV_VERSION', 'ASDF_DIR', 'ASDF_DATA_DIR', 'NVM_DIR', 'NODE_PATH'],
  ...['JAVA_HOME', 'CLASSPATH', 'GOROOT', 'GOPATH', 'GEM_HOME', 'GEM_PATH', 'RBENV_ROOT', 'RBENV_VERSION'],
  ...['RUBYLIB', 'PERL5LIB', 'OPAMROOT', 'OPAMSWITCH', 'CARGO_HOME', 'RUSTUP_HOME'],
  ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'NIX_LD', 'NIX_LD_LIBRARY_PATH'],
  // Without these a program on Windows opens no socket, or finds no other program.
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'USERNAME', 'TEMP', 'TMP'],
  ...['APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)'],
  ...['NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE'],
]);

/** Names are compared in capitals: on Windows their case is anybody's. */
export function programEnvironment(ours: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isHandedOn = (name: string): boolean => HANDED_ON.has(name) || name.startsWith('LC_');
  return Object.fromEntries(Object.entries(ours).filter(([name]) => isHandedOn(name.toUpperCase())));
}
