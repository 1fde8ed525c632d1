package org.espalier.models.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipException;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.pickle.TorchTensor;
import org.espalier.models.pickle.TorchTensor.TorchStorage;

/** A torch checkpoint: tensors that are views of storages, copied out row by row. */
final class TorchFile implements WeightsFile {

  /** The bytes between the first and the last element of a view are read at once. */
  private static final long LARGEST_SPAN = 1L << 26;

  private static final int SPREAD = 64;

  private final Path path;
  private final String format;
  private final Storages storages;
  private final Map<String, TorchTensor> views = new LinkedHashMap<>();
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final List<String> others;

  private TorchFile(Path path, String format, Storages storages) {
    this.path = path;
    this.format = format;
    this.storages = storages;
    var dict = state();
    this.others = List.copyOf(dict.others());
    dict.tensors().forEach(this::add);
  }

  /** A file whose storages are open; they are closed with it, or where it is refused. */
  static TorchFile of(Path path, String format, Storages storages) {
    try {
      return new TorchFile(path, format, storages);
    } catch (RuntimeException refused) {
      storages.close();
      throw refused;
    }
  }

  static TensorType type(Path path, TorchStorage storage) {
    return TensorType.ofStorage(storage.type())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: storage %s is a %s, which no network here has"
                        .formatted(path, Pickle.describe(storage.key()), storage.type())));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public List<TensorEntry> tensors() {
    return List.copyOf(tensors);
  }

  @Override
  public List<String> others() {
    return others;
  }

  @Override
  public ByteBuffer read(TensorEntry tensor) {
    var view = Objects.requireNonNull(views.get(tensor.name()), tensor.name());
    int width = tensor.type().bytes();
    try {
      if (tensor.size() == 0) {
        return ByteBuffer.allocate(0);
      }
      var source =
          storages.read(
              view.storage(), view.offset() * width, Math.toIntExact((last(view) + 1) * width));
      return isDense(view) ? source : gathered(source, view, tensor);
    } catch (ZipException | EOFException damaged) {
      throw new IllegalArgumentException(
          "%s: %s is damaged: %s".formatted(path, tensor.name(), WeightsFiles.line(damaged)),
          damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("%s: %s".formatted(path, tensor.name()), failure);
    }
  }

  @Override
  public void close() {
    storages.close();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private StateDict state() {
    try {
      return StateDict.of(storages.saved());
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException(path + ": " + none.getMessage(), none);
    }
  }

  private void add(String name, TorchTensor view) {
    var type = type(path, view.storage());
    var entry = new TensorEntry(name, type, view.shape());
    var flaw = entry.flaw();
    if (flaw.isEmpty()) {
      flaw = flaw(view, entry);
    }
    if (!flaw.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: tensor %s %s".formatted(path, Pickle.describe(name), flaw));
    }
    storages.check(view.storage(), type);
    views.put(name, view);
    tensors.add(entry);
  }

  private static String flaw(TorchTensor view, TensorEntry entry) {
    long held = view.storage().elements();
    if (held < 0 || view.offset() < 0 || view.strides().stream().anyMatch(stride -> stride < 0)) {
      return "has a negative offset, stride or storage";
    }
    if (view.strides().size() != view.shape().size()) {
      return "has %d strides for %d axes".formatted(view.strides().size(), view.shape().size());
    }
    for (int axis = 0; axis < view.shape().size(); axis++) {
      if (view.strides().get(axis) == 0 && view.shape().get(axis) > 1) {
        return "repeats its elements along axis %d: save a contiguous copy".formatted(axis);
      }
    }
    try {
      long end = Math.addExact(view.offset(), last(view));
      if (entry.size() > last(view) + 1) {
        return "repeats its elements: save a contiguous copy";
      }
      if (last(view) >= Integer.MAX_VALUE / entry.type().bytes()) {
        return "spans %d elements, too many".formatted(last(view));
      }
      long span = (last(view) + 1) * entry.type().bytes();
      if (span > Math.max(LARGEST_SPAN, SPREAD * entry.bytes())) {
        return "has %d bytes spread over %d: save a contiguous copy".formatted(entry.bytes(), span);
      }
      return entry.size() > 0 && end >= held
          ? "ends at element %d of a storage of %d".formatted(end, held)
          : "";
    } catch (ArithmeticException overflow) {
      return "has strides beyond any storage: " + view.strides();
    }
  }

  /** The farthest element from the first, in elements. */
  private static long last(TorchTensor view) {
    long last = 0;
    for (int axis = 0; axis < view.shape().size(); axis++) {
      long steps = Math.max(0, view.shape().get(axis) - 1);
      last = Math.addExact(last, Math.multiplyExact(steps, view.strides().get(axis)));
    }
    return last;
  }

  private static boolean isDense(TorchTensor view) {
    long expected = 1;
    for (int axis = view.shape().size() - 1; axis >= 0; axis--) {
      if (view.shape().get(axis) != 1 && view.strides().get(axis) != expected) {
        return false;
      }
      expected *= view.shape().get(axis);
    }
    return true;
  }

  private static ByteBuffer gathered(ByteBuffer source, TorchTensor view, TensorEntry tensor) {
    int width = tensor.type().bytes();
    var dense = ByteBuffer.allocate(Math.toIntExact(tensor.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    var at = new long[view.shape().size()];
    while (dense.hasRemaining()) {
      long from = 0;
      for (int axis = 0; axis < at.length; axis++) {
        from += at[axis] * view.strides().get(axis);
      }
      for (int i = 0; i < width; i++) {
        dense.put(source.get(Math.toIntExact(from * width + i)));
      }
      for (int axis = at.length - 1; axis >= 0 && ++at[axis] == view.shape().get(axis); axis--) {
        at[axis] = 0;
      }
    }
    return dense.flip();
  }
}
