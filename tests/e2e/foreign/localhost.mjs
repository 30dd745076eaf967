// RFC 6761 §6.3: every name under localhost means this machine. Debian's resolver knows only localhost itself, so
// an institution on a host name of its own, such as harbour.localhost, would not be found in a local stack.
import dns from 'node:dns';

const lookup = dns.lookup;

dns.lookup = (name, ...rest) => lookup(name.endsWith('.localhost') ? 'localhost' : name, ...rest);
