#pragma once

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <memory>

namespace gatehouse::security {

// A passphrase (or recovery code) as UTF-8 in locked memory that is wiped when the last copy goes. It is never
// compared, printed or logged; only SiteKeys reads its bytes.
class Passphrase
{
public:
    // Normalised to NFKC (NIST SP 800-63B-4, 3.1.1.2), so that the same passphrase typed on two keyboards is one.
    static Passphrase fromText(const QString& typed);
    // The first line of a file, without its line end. FileNotReadable is the caller's to report.
    static Passphrase fromUtf8(const QByteArray& bytes);

    [[nodiscard]] const char* data() const;
    [[nodiscard]] std::size_t size() const; // bytes
    [[nodiscard]] std::size_t length() const; // Unicode code points
    [[nodiscard]] bool isEmpty() const { return size() == 0; }

private:
    struct Locked;
    std::shared_ptr<const Locked> m_text;
};

} // namespace gatehouse::security
