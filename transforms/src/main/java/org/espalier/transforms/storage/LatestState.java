package org.espalier.transforms.storage;

import java.util.Optional;
import org.espalier.schemas.SearchState;

/**
 * The last state of a search that can be read.
 *
 * @param state the state
 * @param damage what is wrong with a later one, which it takes the place of
 */
public record LatestState(SearchState state, Optional<String> damage) {

  /** What to tell whoever reads it, in one line; empty where it is the last one. */
  public Optional<String> notice() {
    return damage.map(
        fault ->
            "%s; the state before is used, that after round %d".formatted(fault, state.getRound()));
  }
}
