package org.espalier.transforms.method;

import java.util.Optional;
import org.espalier.schemas.SearchState;

/** What methods carry from round to round, by its type. */
public final class MethodStates {

  private MethodStates() {}

  /** The method's state, where it has one; its type is that of the method that wrote it. */
  public static <T> Optional<T> of(SearchState state, Class<T> type) {
    return Optional.ofNullable(state.getMethodState()).filter(type::isInstance).map(type::cast);
  }
}
