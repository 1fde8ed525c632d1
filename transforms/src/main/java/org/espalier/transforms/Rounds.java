package org.espalier.transforms;

import java.util.HashMap;
import java.util.Map;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.RunFiles;

/**
 * The opened rounds of this process. Runners make a new DoFn for every stage of every job; tables,
 * data sets and programs stay open here, in a class on the worker's own class path.
 */
public final class Rounds {

  private record Key(Experiment experiment, RunFiles folder) {}

  private static final Map<Key, Round> OPEN = new HashMap<>();

  private Rounds() {}

  /** The rounds of an experiment, opened once a process. */
  public static synchronized Round of(Experiment experiment, RunFiles folder) {
    var key = new Key(experiment, folder);
    var open = OPEN.get(key);
    if (open == null) {
      // One search at a time keeps its tables and programs: another one takes their place.
      OPEN.values().forEach(Round::close);
      OPEN.clear();
      open = Round.open(experiment, folder.weights());
      OPEN.put(key, open);
    }
    return open;
  }
}
