package org.espalier.transforms.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;

/**
 * Hands content on to another channel and ends it with a {@link Seal}. Formats write byte by byte
 * at times: what is handed on are large pieces.
 */
final class SealingChannel implements WritableByteChannel {

  private static final int BUFFER = 1 << 16;

  private final WritableByteChannel out;
  private final Seal seal;
  private final MessageDigest digest = ContentName.sha256();

  /** What is not handed on yet, always with the last bytes that the seal takes. */
  private final ByteBuffer pending = ByteBuffer.allocate(BUFFER);

  SealingChannel(WritableByteChannel out, Seal seal) {
    this.out = out;
    this.seal = seal;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    var taken = bytes.remaining();
    while (bytes.hasRemaining()) {
      if (!pending.hasRemaining()) {
        handAllBut(seal.held());
      }
      var part = Math.min(bytes.remaining(), pending.remaining());
      pending.put(bytes.slice(bytes.position(), part));
      bytes.position(bytes.position() + part);
    }
    return taken;
  }

  /** Ends the content; the other channel stays open. */
  void seal() throws IOException {
    handAllBut(Math.min(seal.held(), pending.position()));
    var held = new String(pending.array(), 0, pending.position(), ISO_8859_1);
    hand(ByteBuffer.wrap(seal.before(held).getBytes(ISO_8859_1)));
    var after = seal.after(held).getBytes(ISO_8859_1);
    digest.update(after);
    put(ByteBuffer.wrap(seal.written(digest)));
    put(ByteBuffer.wrap(after));
  }

  private void handAllBut(int kept) throws IOException {
    var end = pending.position();
    hand(pending.slice(0, end - kept));
    pending.position(end - kept).limit(end).compact();
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
