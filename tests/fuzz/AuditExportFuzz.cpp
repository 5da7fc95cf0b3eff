#include "core/audit/ExportCheck.h"
#include "tests/fuzz/FuzzTarget.h"

#include <QBuffer>

using namespace gatehouse;

// What somebody hands over as the exported trail of a site. Two of the corpus are whole, signed with keys that were
// thrown away: nothing else may pass for whole, because nobody else can sign.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QByteArray signers[] = {
        QByteArray::fromHex("4780742a20f7fed05bf6ae3be9b5696a279a79688068c7a163022b5f5f3b78c8"),
        QByteArray::fromHex("a274e9ae07dbf5bc9cdd6f03ca7f481fd1a0efe2195b0505ac5c450311a14f86"),
    };
    QByteArray bytes = fuzz::bytesOf(data, size);
    QBuffer in(&bytes);
    in.open(QIODevice::ReadOnly);
    const auto found = audit::checkExport(in);
    if (!found) {
        fuzz::mustHold(
            found.error().code == ErrorCode::FormatInvalid || found.error().code == ErrorCode::AuditChainBroken,
            "not an export, or one that was bent");
        return 0;
    }
    fuzz::mustHold(found->publicKey == signers[0] || found->publicKey == signers[1], "a signature nobody could make");
    fuzz::mustHold(in.atEnd() && found->checkpoints > 0 && found->state.entries > 0, "read to its end");
    return 0;
}
