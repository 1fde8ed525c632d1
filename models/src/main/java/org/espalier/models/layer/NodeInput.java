package org.espalier.models.layer;

import java.util.List;

/**
 * One input of a node: a decision between operations on one source.
 *
 * @param name what the names of the tensors begin with: an option's are below {@code name/label}
 * @param decision index of the decision; several nodes may share it
 * @param source what each option reads
 * @param stride of each option, 1 or 2
 * @param options the options, in the order of the decision
 */
public record NodeInput<T>(
    String name, int decision, T source, int stride, List<Operation> options) {

  /** Keeps a copy. */
  public NodeInput {
    options = List.copyOf(options);
  }

  /** Prefix of the tensors of an option. */
  public String name(int option) {
    return name + '/' + options.get(option).label();
  }

  /** The same input with another source. */
  public NodeInput<T> from(T other) {
    return new NodeInput<>(name, decision, other, stride, options);
  }
}
