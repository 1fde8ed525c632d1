package org.espalier.transforms.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;

/** Hands content on to another channel and ends it with a {@link Seal}. */
final class SealingChannel implements WritableByteChannel {

  private final WritableByteChannel out;
  private final Seal seal;
  private final MessageDigest digest = ContentName.sha256();

  /** The last bytes of the content so far, as many as the seal takes. */
  private byte[] last = {};

  SealingChannel(WritableByteChannel out, Seal seal) {
    this.out = out;
    this.seal = seal;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    var taken = bytes.remaining();
    if (taken < seal.held()) {
      var joined = ByteBuffer.allocate(last.length + taken).put(last).put(bytes).flip();
      last = new byte[0];
      keepEnd(joined);
    } else {
      hand(ByteBuffer.wrap(last));
      keepEnd(bytes);
    }
    return taken;
  }

  /** Ends the content; the other channel stays open. */
  void seal() throws IOException {
    var held = new String(last, ISO_8859_1);
    hand(ByteBuffer.wrap(seal.before(held).getBytes(ISO_8859_1)));
    var after = seal.after(held).getBytes(ISO_8859_1);
    digest.update(after);
    put(ByteBuffer.wrap(seal.written(digest)));
    put(ByteBuffer.wrap(after));
  }

  private void keepEnd(ByteBuffer bytes) throws IOException {
    var kept = Math.min(seal.held(), bytes.remaining());
    var end = bytes.limit() - kept;
    hand(bytes.slice(bytes.position(), end - bytes.position()));
    last = new byte[kept];
    bytes.position(end).get(last);
  }

  private void hand(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    put(bytes);
  }

  private void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
