package org.espalier.models.program;

import java.util.Map;

/**
 * A small program without variables, loaded once a process and kept by {@link Resources}. Equal
 * inputs give equal outputs. Safe for use by several threads.
 *
 * @param source a value: equal sources share one loaded program
 */
public record StatelessProgram(ProgramSource source) {

  /** About what such a program holds. */
  private static final long BYTES = 4 << 20;

  /** Runs one signature; {@link LoadedProgram#run}. */
  public Outputs run(String signature, Map<String, HostArray> inputs) {
    return Resources.ofProcess()
        .<LoadedProgram, Outputs>use(this, this::open, loaded -> loaded.run(signature, inputs));
  }

  private Resources.Opened<LoadedProgram> open() {
    // In the calling thread: its operations are too small to hand over.
    var options = LoadOptions.defaults().withInterOpThreads(-1);
    var loaded = LoadedProgram.load(ProgramStore.ofUser().export(source), options);
    return new Resources.Opened<>(loaded, BYTES, loaded::close);
  }
}
