/// Time-stamping authorities of a test, by `openssl ts`.
enum StampAuthority {
  /// Lines of bash that know `authority NAME`, which makes `NAME.key` and `NAME.pem`, and
  /// `stamp NAME QUERY ANSWER`.
  static let lines = #"""
    set -e
    cat > ts.cnf <<'END'
    [req]
    distinguished_name = dn
    prompt = no
    [dn]
    CN = placeholder
    [ext]
    basicConstraints = critical,CA:TRUE
    extendedKeyUsage = critical,timeStamping
    [tsa]
    default_tsa = one
    [one]
    serial = ./serial
    crypto_device = builtin
    signer_digest = sha256
    default_policy = 1.2.3.4
    digests = sha256
    accuracy = secs:1
    ordering = no
    tsa_name = yes
    ess_cert_id_chain = no
    [short]
    database = ./db
    new_certs_dir = .
    serial = ./serials
    default_md = sha256
    policy = any
    [any]
    commonName = supplied
    END
    new_key() { openssl ecparam -name prime256v1 -genkey -noout -out $1.key; }
    authority() {
      new_key $1
      openssl req -x509 -new -key $1.key -out $1.pem -config ts.cnf -extensions ext \
        -subj "/CN=$1" -days 10
    }
    stamp() {
      echo 01 > serial
      openssl ts -reply -config ts.cnf -section one -queryfile $2 -signer $1.pem -inkey $1.key \
        -out $3 2> /dev/null
    }

    """#
}
