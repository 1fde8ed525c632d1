package org.espalier.models.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what tests need as torch checkpoints, in either form and as wrong as they like. */
final class TorchWriter {

  /** Storages by key: class and bytes. */
  private final Map<String, Storage> storages = new LinkedHashMap<>();

  private final Map<String, View> tensors = new LinkedHashMap<>();
  private String prefix = "";
  private boolean nested;

  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Storage(String type, int width, byte[] bytes) {
    long elements() {
      return bytes.length / width;
    }
  }

  record View(String storage, long offset, List<Long> shape, List<Long> strides) {}

  TorchWriter storage(String key, String type, int width, byte[] bytes) {
    storages.put(key, new Storage(type, width, bytes));
    return this;
  }

  TorchWriter view(String name, String key, long offset, List<Long> shape, List<Long> strides) {
    tensors.put(name, new View(key, offset, shape, strides));
    return this;
  }

  /** A contiguous tensor of floats with a storage of its own. */
  TorchWriter floats(String name, List<Long> shape, float... values) {
    var key = Integer.toString(storages.size());
    var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    var strides = new java.util.ArrayList<Long>();
    long step = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      strides.add(0, step);
      step *= shape.get(axis);
    }
    return storage(key, "FloatStorage", 4, bytes.array()).view(name, key, 0, shape, strides);
  }

  /** As training in parallel saves it: below {@code state_dict}, each name after a prefix. */
  TorchWriter nested(String before) {
    prefix = before;
    nested = true;
    return this;
  }

  byte[] pickle() {
    var out = new Code().op(0x80, 2);
    if (nested) {
      out.op('}').op('(').text("epoch").op('K', 3).text("state_dict");
    }
    out.global("collections", "OrderedDict").op(')').op('R').op('(');
    tensors.forEach((name, view) -> tensor(out.text(prefix + name), view));
    out.op('u').op('}').text("_metadata").op('}').op('s').op('b');
    if (nested) {
      out.op('u');
    }
    return out.op('.').bytes();
  }

  byte[] zip(byte[] pickle) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      stored(zip, "net/data.pkl", pickle);
      stored(zip, "net/byteorder", "little".getBytes(StandardCharsets.UTF_8));
      for (var entry : storages.entrySet()) {
        stored(zip, "net/data/" + entry.getKey(), entry.getValue().bytes());
      }
    }
    return out.toByteArray();
  }

  /** All before the storages, then the storages. */
  byte[] stream(byte[] pickle) {
    var out = new Code();
    out.op(0x80, 2, 0x8A, 10);
    var magic = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
    for (int i = magic.length - 1; i >= 0; i--) {
      out.op(magic[i]);
    }
    out.op('.').op(0x80, 2, 'M', 0xE9, 3, '.');
    out.op(0x80, 2, '}').text("little_endian").op(0x88, 's', '.');
    out.raw(pickle).op(0x80, 2, ']', '(');
    storages.keySet().forEach(out::text);
    out.op('e').op('.');
    storages.values().forEach(storage -> out.number(storage.elements(), 8).raw(storage.bytes()));
    return out.bytes();
  }

  Path zip(Path file) throws IOException {
    return Files.write(file, zip(pickle()));
  }

  Path stream(Path file) throws IOException {
    return Files.write(file, stream(pickle()));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void tensor(Code out, View view) {
    var storage =
        storages.getOrDefault(view.storage(), new Storage("FloatStorage", 4, new byte[4]));
    out.global("torch._utils", "_rebuild_tensor_v2").op('(');
    out.op('(').text("storage").global("torch", storage.type()).text(view.storage());
    out.text("cpu").integer(storage.elements()).op('t').op('Q');
    out.integer(view.offset());
    out.tuple(view.shape()).tuple(view.strides()).op(0x89);
    out.global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
  }

  private static void stored(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name);
    var sum = new CRC32();
    sum.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Instructions of a pickle. */
  static final class Code {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Code op(int... codes) {
      for (int code : codes) {
        out.write(code);
      }
      return this;
    }

    Code raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Code number(long value, int bytes) {
      for (int i = 0; i < bytes; i++) {
        out.write((int) (value >> (8 * i)));
      }
      return this;
    }

    Code text(String text) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      return op('X').number(bytes.length, 4).raw(bytes);
    }

    Code integer(long value) {
      return op(0x8A, 8).number(value, 8);
    }

    Code tuple(List<Long> values) {
      op('(');
      values.forEach(this::integer);
      return op('t');
    }

    Code global(String module, String name) {
      return op('c').raw((module + '\n' + name + '\n').getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
