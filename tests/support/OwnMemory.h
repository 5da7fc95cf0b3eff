#pragma once

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <vector>

namespace gatehouse::test {

// A secret that is looked for in this process's own memory, kept in a form that a search cannot mistake for the secret
// itself.
class MaskedSecret
{
public:
    // Copies the bytes, masked; what it was made of is the caller's to wipe.
    MaskedSecret(const void* bytes, std::size_t size);
    // Random letters and digits that stand in no program and no file.
    static MaskedSecret randomWord(std::size_t letters);
    // The same letters two bytes each, as Qt keeps text; the same bytes in hexadecimal digits, as SQLCipher takes keys.
    [[nodiscard]] MaskedSecret asUtf16() const;
    [[nodiscard]] MaskedSecret asHex() const;

    [[nodiscard]] std::size_t size() const { return m_masked.size(); }
    [[nodiscard]] unsigned char byteAt(std::size_t index) const { return m_masked[index] ^ Mask; }
    // In clear, to be used and wiped at once.
    [[nodiscard]] QByteArray bytes() const;

private:
    MaskedSecret() = default;
    static constexpr unsigned char Mask = 0xa7;
    std::vector<unsigned char> m_masked;
};

// Overwrites what the array shares, wherever it is shared.
void wipe(QByteArray& bytes);
void wipe(QString& text);

// How often the secret lies in what this process can read of its memory: heap, stacks, libraries' data, locked pages.
// The whole of /proc/self/mem is read, through a buffer that is left out of it.
[[nodiscard]] int countInOwnMemory(const MaskedSecret& secret);

// Whether the page this address lies in is locked against swapping and left out of core files, as the kernel says.
struct PageState
{
    bool isLocked = false;
    bool isLeftOutOfCores = false;
};
[[nodiscard]] PageState pageState(const void* address);

} // namespace gatehouse::test
