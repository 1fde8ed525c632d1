package org.espalier.models.layer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order of a network's tensors in the flat vector of its state: trained tensors, then running
 * statistics, then momenta, then averages where they are kept.
 *
 * @param slices the tensors in the order of the vector
 */
public record Layout(List<Slice> slices) {
  /** Name of its file beside an exported program. */
  public static final String FILE = "layout.txt";

  /** Copies the list. */
  public Layout {
    slices = List.copyOf(slices);
  }

  /**
   * The tensors one after the other, from the start of the vector.
   *
   * @throws ArithmeticException where they have more values than a vector
   */
  public static Layout inOrder(List<Slice> tensors) {
    var slices = new ArrayList<Slice>();
    int offset = 0;
    for (var tensor : tensors) {
      slices.add(tensor.at(offset));
      offset = Math.addExact(offset, tensor.size());
    }
    return new Layout(slices);
  }

  /** Length of the vector. */
  public int size() {
    return slices.isEmpty() ? 0 : slices.get(slices.size() - 1).end();
  }

  /** Number of trained values, which come first. */
  public int trainedSize() {
    return slices.stream().filter(slice -> slice.kind().trained()).mapToInt(Slice::size).sum();
  }

  /**
   * The slice of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Slice slice(String name) {
    return slices.stream()
        .filter(slice -> slice.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tensor is named " + name));
  }

  /** A fresh state that starts as PyTorch's does. */
  public float[] initial(long seed) {
    return initial(seed, Initialization.PYTORCH);
  }

  /**
   * A fresh state: weights by a scheme, variances 1, matrices of kernels the identity, averages
   * those of what they are averages of, the rest 0.
   *
   * <p>Randomness: each tensor from (seed, its name), so networks that share a tensor start it
   * alike.
   */
  public float[] initial(long seed, Initialization scheme) {
    var state = new float[size()];
    slices.forEach(slice -> scheme.fill(state, slice, seed));
    for (var slice : slices) {
      if (slice.kind() == Slice.Kind.AVERAGE) {
        var from = slice(slice.averaged());
        System.arraycopy(state, from.offset(), state, slice.offset(), slice.size());
      }
    }
    return state;
  }

  /** A state with the averages in the place of what they are averages of, where there are some. */
  public float[] averaged(float[] state) {
    var averaged = state.clone();
    for (var slice : slices) {
      if (slice.kind() == Slice.Kind.AVERAGE) {
        var to = slice(slice.averaged());
        System.arraycopy(state, slice.offset(), averaged, to.offset(), slice.size());
      }
    }
    return averaged;
  }

  /** The layout as a file. */
  public byte[] bytes() {
    return slices.stream()
        .map(Slice::line)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The layout that a file holds. */
  public static Layout parse(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    return new Layout(text.lines().map(Slice::parse).toList());
  }
}
