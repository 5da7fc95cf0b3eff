#include "core/security/RecoveryCode.h"

#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr char Alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int Groups = 6;
constexpr int GroupSize = 5;

char canonical(char symbol)
{
    if (symbol >= 'a' && symbol <= 'z')
        symbol = static_cast<char>(symbol - 'a' + 'A');
    switch (symbol) {
    case 'O':
        return '0';
    case 'I':
    case 'L':
        return '1';
    case 'U':
        return 'V';
    default:
        return symbol;
    }
}

} // namespace

Passphrase makeRecoveryCode()
{
    QByteArray code;
    code.reserve(Groups * (GroupSize + 1));
    for (int i = 0; i < Groups * GroupSize; ++i) {
        if (i > 0 && i % GroupSize == 0)
            code += '-';
        code += Alphabet[randombytes_uniform(sizeof Alphabet - 1)];
    }
    Passphrase made = Passphrase::fromUtf8(code);
    sodium_memzero(code.data(), static_cast<std::size_t>(code.size()));
    return made;
}

Passphrase canonicalRecoveryCode(const Passphrase& typed)
{
    QByteArray code;
    code.reserve(static_cast<qsizetype>(typed.size()));
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char symbol = typed.data()[i];
        if (symbol != '-' && symbol != ' ')
            code += canonical(symbol);
    }
    Passphrase made = Passphrase::fromUtf8(code);
    sodium_memzero(code.data(), static_cast<std::size_t>(code.size()));
    return made;
}

} // namespace gatehouse::security
