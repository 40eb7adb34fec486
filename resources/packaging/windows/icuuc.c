/* Stands in for a library of Windows 10 that Wine 8 lacks, so that Qt starts there: no converter opens, and Qt keeps to its own
   for UTF. For Wine alone; it is never part of what is shipped. */
#define NOTHING(name) __declspec(dllexport) void *name(void) { return 0; }
#define U_MISSING_RESOURCE_ERROR 2

__declspec(dllexport) void *ucnv_open(const char *name, int *error) {
    (void)name;
    if (error) *error = U_MISSING_RESOURCE_ERROR;
    return 0;
}

__declspec(dllexport) int ucnv_countAvailable(void) { return 0; }

NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getName)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getAvailableName)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
