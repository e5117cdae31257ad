package io.wordtide.ingest.feed;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses of this machine and its networks, and those that have a meaning only there: what a server outside could not
 * reach by itself. Stateless, thread-safe.
 *
 * <p>Source: M. Cotton, L. Vegoda, R. Bonica, B. Haberman, "Special-Purpose IP Address Registries", RFC 6890, 2013, and the
 * registries of IANA named there.
 */
final class InsideAddresses {

    private static final List<Block> BLOCKS = Stream.of(
                    "0.0.0.0/8", // this host
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared by a provider's customers
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local; cloud providers answer questions about a machine there
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and broadcast
                    "::/96", // this host, loopback, IPv4-compatible
                    "64:ff9b:1::/48", // local translation to IPv4
                    "2002::/16", // 6to4, which may lead to any IPv4 address
                    "fc00::/7", // unique-local
                    "fe80::/10", // link-local
                    "fec0::/10", // site-local
                    "ff00::/8") // multicast
            .map(Block::of)
            .toList();

    /** Translates IPv4 addresses, which are its last four bytes. */
    private static final Block TRANSLATED = Block.of("64:ff9b::/96");

    private InsideAddresses() {}

    /** Whether an address is inside. */
    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] meant = TRANSLATED.contains(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
        return BLOCKS.stream().anyMatch(block -> block.contains(meant));
    }

    /** Addresses that begin with the same bits. */
    private record Block(InetAddress network, int bits) {

        /** @param written {@code network/bits} */
        static Block of(String written) {
            String[] parts = written.split("/", -1);
            return new Block(InetAddresses.forString(parts[0]), Integer.parseInt(parts[1]));
        }

        boolean contains(byte[] address) {
            byte[] prefix = network.getAddress();
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((address[bit / Byte.SIZE] ^ prefix[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
