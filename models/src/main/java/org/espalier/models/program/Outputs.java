package org.espalier.models.program;

import java.util.Map;

/**
 * What a run returns: an array for each output of the signature.
 *
 * @param arrays the arrays by name
 */
public record Outputs(Map<String, HostArray> arrays) {
  /** Copies the map. */
  public Outputs {
    arrays = Map.copyOf(arrays);
  }

  /**
   * The array of this name.
   *
   * @throws IllegalArgumentException if the signature has no such output; names those it has
   */
  public HostArray get(String name) {
    var array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no output " + name + ", there are " + arrays.keySet());
    }
    return array;
  }
}
