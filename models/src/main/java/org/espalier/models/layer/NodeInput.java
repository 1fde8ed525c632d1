package org.espalier.models.layer;

import java.util.List;
import org.espalier.models.numbers.OptionMask;
import org.jspecify.annotations.Nullable;

/**
 * One input of a node: a decision between operations on one source.
 *
 * @param name what the names of the tensors begin with: an option's are below {@code name/label}
 * @param decision index of the decision; several nodes may share it
 * @param source what each option reads
 * @param stride of each option, 1 or 2
 * @param options the options, in the order of the decision
 * @param sharing which tensors the options share where a step takes one of them
 * @param sourceChoice when the input is there; null for always
 */
public record NodeInput<T>(
    String name,
    int decision,
    T source,
    int stride,
    List<Operation> options,
    Sharing sharing,
    @Nullable SourceChoice sourceChoice) {

  /** Which tensors options share where a step takes one of them. */
  public enum Sharing {
    /** None: each has its own. */
    NONE,
    /**
     * Inverted residuals, or layers that are absent: each uses the first channels and the inner
     * kernel of the largest.
     */
    RESIDUAL,
    /**
     * The expansions of a cell whose other genes are the decisions after this one: each uses the
     * first channels of the largest.
     */
    CELL
  }

  /** Keeps a copy. */
  public NodeInput {
    options = List.copyOf(options);
  }

  /** An input that is always there. */
  public NodeInput(
      String name, int decision, T source, int stride, List<Operation> options, Sharing sharing) {
    this(name, decision, source, stride, options, sharing, null);
  }

  /** Of options with tensors of their own. */
  public NodeInput(String name, int decision, T source, int stride, List<Operation> options) {
    this(name, decision, source, stride, options, Sharing.NONE);
  }

  /** Of options that share tensors as inverted residuals do, or have their own. */
  public NodeInput(
      String name, int decision, T source, int stride, List<Operation> options, boolean elastic) {
    this(name, decision, source, stride, options, elastic ? Sharing.RESIDUAL : Sharing.NONE);
  }

  /** Whether the options share tensors. */
  public boolean elastic() {
    return sharing != Sharing.NONE;
  }

  /** Prefix of the tensors of an option. */
  public String name(int option) {
    return name + '/' + options.get(option).label();
  }

  /** The same input with another source. */
  public NodeInput<T> from(T other) {
    return new NodeInput<>(name, decision, other, stride, options, sharing, sourceChoice);
  }

  /** Where the tensors of an option belong; those that two inputs may share, to no single one. */
  public OptionPosition position(int option) {
    return sourceChoice == null ? new OptionPosition(decision, option) : OptionPosition.EVERYWHERE;
  }

  /** How often its output counts on a path, one option a decision: 0, 1 or 2. */
  public int times(int[] path) {
    return sourceChoice == null ? 1 : sourceChoice.times(path, decision);
  }

  /** Whether no path of a mask has it. */
  boolean isAbsent(OptionMask mask) {
    return sourceChoice != null && sourceChoice.isAbsent(mask, decision);
  }
}
